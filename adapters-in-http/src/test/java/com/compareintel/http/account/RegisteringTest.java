package com.compareintel.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Letter;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RegisteringTest {
    private static final Pattern TOKEN = Pattern.compile("/verify#(\\S+)");
    private static final Pattern CODE = Pattern.compile("(?m)^ +(\\d{8})$");

    private final House house = House.open();

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> register(String email, String password) throws Exception {
        return house.send(
                "POST",
                "/v1/auth/register",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private HttpResponse<String> verify(String body) throws Exception {
        return house.send("POST", "/v1/auth/verify", body);
    }

    private String latest(Pattern pattern) {
        Letter letter = house.core.letters.getLast();
        Matcher matcher = pattern.matcher(letter.text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private boolean isOpen(String email) {
        return house.core.registrations.login(new EmailAddress(email)).isPresent();
    }

    @Test
    void the_link_in_the_letter_opens_the_account() throws Exception {
        HttpResponse<String> registered = register("ada@example.org", "a tide of two seas");

        assertThat(registered.statusCode()).isEqualTo(202);
        assertThat(registered.body()).isEmpty();
        assertThat(isOpen("ada@example.org")).isFalse();
        String body = "{\"token\":\"" + latest(TOKEN) + "\"}";
        assertThat(verify(body).statusCode()).isEqualTo(204);
        assertThat(isOpen("ada@example.org")).isTrue();
        assertThat(verify(body).statusCode()).isEqualTo(422);
    }

    @Test
    void a_visitor_is_remembered_and_who_is_somebody_already_is_none() throws Exception {
        String cookie = "ci_visitor=" + "x".repeat(43);
        String[] bearing = {"Authorization", house.bearer(Tier.PRO), "Cookie", cookie};
        String path = "/v1/auth/register";
        String body = "{\"email\":\"%s\",\"password\":\"a tide of two seas\"}";
        house.send("POST", path, body.formatted("ada@example.org"), "Cookie", cookie);
        verify("{\"token\":\"" + latest(TOKEN) + "\"}");
        assertThat(house.core.registrations.heirs()).hasSize(1);

        house.send("POST", path, body.formatted("bob@example.org"), bearing);
        verify("{\"token\":\"" + latest(TOKEN) + "\"}");

        assertThat(isOpen("bob@example.org")).isTrue();
        assertThat(house.core.registrations.heirs()).hasSize(1);
    }

    @Test
    void so_does_the_code_together_with_the_address() throws Exception {
        register("ada@example.org", "a tide of two seas");
        String code = latest(CODE);

        assertThat(
                        verify("{\"email\":\"bob@example.org\",\"code\":\"%s\"}".formatted(code))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        verify("{\"email\":\"ADA@example.org\",\"code\":\"%s\"}".formatted(code))
                                .statusCode())
                .isEqualTo(204);
        assertThat(isOpen("ada@example.org")).isTrue();
    }

    @Test
    void what_is_answered_is_the_same_whether_or_not_the_address_is_known() throws Exception {
        HttpResponse<String> unknown = register("ada@example.org", "a tide of two seas");
        verify("{\"token\":\"" + latest(TOKEN) + "\"}");
        HttpResponse<String> known = register("ada@example.org", "another password");
        HttpResponse<String> wrongOfKnown =
                verify("{\"email\":\"ada@example.org\",\"code\":\"00000000\"}");
        HttpResponse<String> wrongOfUnknown =
                verify("{\"email\":\"eve@example.org\",\"code\":\"00000000\"}");

        assertThat(said(known)).isEqualTo(said(unknown));
        assertThat(said(wrongOfKnown)).isEqualTo(said(wrongOfUnknown));
        assertThat(house.core.letters.getLast().subject()).contains("already");
    }

    /// Status, body and names of headers, without what differs between any two answers.
    private static Map<String, Object> said(HttpResponse<String> response) {
        return Map.of(
                "status", response.statusCode(),
                "body", response.body().replaceAll("\"request_id\":\"[^\"]*\"", ""),
                "headers", response.headers().map().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\":\"ada@example.org\"}",
                "{\"password\":\"a tide of two seas\"}",
                "{\"email\":\"ada\",\"password\":\"a tide of two seas\"}",
                "{\"email\":\"ada@example.org\\r\\nBcc: x@example.org\",\"password\":\"a tide of two seas\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"1234567\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"Password123\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"ada@example.org\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\",\"tier\":\"pro\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\",\"staff\":true}"
            })
    void what_cannot_be_accepted_is_told_by_field_and_sends_no_letter(String body)
            throws Exception {
        HttpResponse<String> refused = house.send("POST", "/v1/auth/register", body);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("validation_failed").doesNotContain("tide", "1234567");
        assertThat(house.core.letters).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":null}",
                "{\"token\":\"\"}",
                "{\"token\":\"never sent\"}",
                "{\"token\":\"x\",\"code\":\"1\"}",
                "{\"email\":\"ada@example.org\"}",
                "{\"code\":\"12345678\"}"
            })
    void what_shows_nothing_is_refused(String body) throws Exception {
        assertThat(verify(body).statusCode()).isEqualTo(422);
    }

    @Test
    void a_credential_that_is_not_good_is_refused_here_too() throws Exception {
        HttpResponse<String> refused =
                house.send(
                        "POST",
                        "/v1/auth/register",
                        "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\"}",
                        "Authorization",
                        "Bearer ci_nonsense");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(house.core.letters).isEmpty();
    }

    @Test
    void a_network_that_asks_too_often_is_told_when_it_may_again() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(register("ada" + i + "@example.org", "a tide of two seas").statusCode())
                    .isEqualTo(202);
        }

        HttpResponse<String> throttled = register("eve@example.org", "a tide of two seas");

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).isPresent();
        assertThat(throttled.headers().firstValue("RateLimit").orElseThrow())
                .contains("\"registrations\";r=0");
    }

    @Test
    void no_cookie_is_given_to_who_asks() throws Exception {
        assertThat(
                        register("ada@example.org", "a tide of two seas")
                                .headers()
                                .firstValue("Set-Cookie"))
                .isEmpty();
    }
}
