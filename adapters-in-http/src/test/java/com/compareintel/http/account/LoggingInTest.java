package com.compareintel.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.Tokens;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LoggingInTest {
    private static final String ENTRY =
            "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\"}";
    private static final String BROWSER =
            "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\",\"cookies\":true}";
    private static final Pattern TOKEN = Pattern.compile("/verify#(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final House house = House.open();

    @BeforeEach
    void register() throws Exception {
        post("/v1/auth/register", ENTRY);
        Matcher token = TOKEN.matcher(house.core.letters.getLast().text());
        assertThat(token.find()).isTrue();
        post("/v1/auth/verify", "{\"token\":\"" + token.group(1) + "\"}");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        return house.send("POST", path, body, headers);
    }

    private JsonNode enter() throws Exception {
        return JSON.readTree(post("/v1/auth/login", ENTRY, "User-Agent", "a program").body());
    }

    private static String[] bearing(JsonNode entrance) {
        return new String[] {"Authorization", "Bearer " + entrance.path("access_token").asText()};
    }

    private static String refreshing(JsonNode entrance) {
        return "{\"refresh_token\":\"" + entrance.path("refresh_token").asText() + "\"}";
    }

    private static String[] cookies(HttpResponse<String> response) {
        return new String[] {
            "Cookie",
            String.join(
                    "; ",
                    response.headers().allValues("Set-Cookie").stream()
                            .map(cookie -> cookie.split(";", 2)[0])
                            .toList())
        };
    }

    private int me(String... headers) throws Exception {
        return house.get("/v1/me", headers).statusCode();
    }

    @Test
    void a_program_logs_in_with_tokens_and_is_the_account() throws Exception {
        HttpResponse<String> response = post("/v1/auth/login", ENTRY);
        JsonNode entrance = JSON.readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(entrance.path("expires_in").asLong()).isEqualTo(Tokens.ACCESS.toSeconds());
        JsonNode me = JSON.readTree(house.get("/v1/me", bearing(entrance)).body());
        assertThat(me.path("email").asText()).isEqualTo("ada@example.org");
        assertThat(me.path("tier").asText()).isEqualTo("free");
        assertThat(me.path("staff").asBoolean()).isFalse();
        JsonNode credits = JSON.readTree(house.get("/v1/credits", bearing(entrance)).body());
        assertThat(credits.path("tier").asText()).isEqualTo("free");
    }

    @Test
    void a_browser_logs_in_with_cookies_that_no_script_reads() throws Exception {
        HttpResponse<String> response = post("/v1/auth/login", BROWSER);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().allValues("Set-Cookie"))
                .hasSize(3)
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .contains("HTTPOnly", "SameSite=Lax", "Path=/")
                                .doesNotContain("Domain", "Secure"));
        assertThat(me(cookies(response))).isEqualTo(200);
    }

    @Test
    void the_session_that_the_browser_had_is_over_once_it_logs_in_again() throws Exception {
        String[] first = cookies(post("/v1/auth/login", BROWSER));
        String[] elsewhere = cookies(post("/v1/auth/login", BROWSER));
        post("/v1/auth/login", BROWSER.replace("two seas", "one sea"), first);
        assertThat(me(first)).isEqualTo(200);

        String[] second = cookies(post("/v1/auth/login", BROWSER, first));

        assertThat(me(second)).isEqualTo(200);
        assertThat(me(first)).isEqualTo(401);
        assertThat(me(elsewhere)).isEqualTo(200);
    }

    @Test
    void over_https_cookies_are_for_it_and_for_this_host_alone() throws Exception {
        try (House secure = House.open(Map.of("http-api.public-url", "https://ci.example"))) {
            secure.send("POST", "/v1/auth/register", ENTRY);
            Matcher token = TOKEN.matcher(secure.core.letters.getLast().text());
            assertThat(token.find()).isTrue();
            secure.send("POST", "/v1/auth/verify", "{\"token\":\"" + token.group(1) + "\"}");

            assertThat(
                            secure.send("POST", "/v1/auth/login", BROWSER)
                                    .headers()
                                    .allValues("Set-Cookie"))
                    .hasSize(3)
                    .allSatisfy(cookie ->
                            assertThat(cookie).startsWith("__Host-ci_").contains("Secure"));
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_address_are_answered_alike() throws Exception {
        HttpResponse<String> wrong = post("/v1/auth/login", ENTRY.replace("two seas", "one sea"));
        HttpResponse<String> unknown = post("/v1/auth/login", ENTRY.replace("ada", "eve"));

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body().replaceAll("\"request_id\":\"[^\"]*\"", ""))
                .isEqualTo(wrong.body().replaceAll("\"request_id\":\"[^\"]*\"", ""));
        assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void guessing_at_an_account_comes_to_an_end() throws Exception {
        for (int i = 0; i < 50; i++) {
            post("/v1/auth/login", ENTRY.replace("two seas", "guess " + i));
        }

        assertThat(post("/v1/auth/login", ENTRY).statusCode()).isEqualTo(429);
    }

    @Test
    void a_device_that_was_let_in_before_gets_in_whoever_guesses() throws Exception {
        String token =
                JSON.readTree(post("/v1/auth/login", ENTRY).body()).path("device_token").asText();
        HttpResponse<String> browser = post("/v1/auth/login", BROWSER);
        String cookie = cookies(browser)[1].replaceAll(".*(ci_device=[^;]+).*", "$1");
        for (int i = 0; i < 50; i++) {
            post("/v1/auth/login", ENTRY.replace("two seas", "guess " + i));
        }
        String shown = ENTRY.replace("}", ",\"device_token\":\"" + token + "\"}");

        assertThat(post("/v1/auth/login", ENTRY).statusCode()).isEqualTo(429);
        HttpResponse<String> again = post("/v1/auth/login", shown);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("device_token").asText()).isEqualTo(token);
        assertThat(post("/v1/auth/login", BROWSER, "Cookie", cookie).statusCode()).isEqualTo(204);
        assertThat(
                        post("/v1/auth/login", ENTRY, "Cookie", "ci_device=" + "x".repeat(43))
                                .statusCode())
                .isEqualTo(429);
    }

    @Test
    void a_refresh_token_is_turned_and_forgiven_for_a_while_and_then_ends_the_session()
            throws Exception {
        JsonNode first = enter();
        HttpResponse<String> turned = post("/v1/auth/refresh", refreshing(first));
        JsonNode second = JSON.readTree(turned.body());

        assertThat(turned.statusCode()).isEqualTo(200);
        assertThat(me(bearing(second))).isEqualTo(200);
        assertThat(post("/v1/auth/refresh", refreshing(first)).statusCode()).isEqualTo(200);
        house.core.clock.advance(Duration.ofSeconds(31));
        assertThat(post("/v1/auth/refresh", refreshing(first)).statusCode()).isEqualTo(401);
        assertThat(post("/v1/auth/refresh", refreshing(second)).statusCode()).isEqualTo(401);
        assertThat(me(bearing(second))).isEqualTo(401);
    }

    @Test
    void a_browser_whose_access_is_over_is_told_so_and_refreshes_by_its_cookie() throws Exception {
        String[] cookies = cookies(post("/v1/auth/login", BROWSER));
        house.core.clock.advance(Tokens.ACCESS);
        assertThat(me(cookies)).isEqualTo(401);
        String refresh = cookies[1].substring(cookies[1].indexOf("ci_refresh="));
        assertThat(house.get("/v1/credits", "Cookie", refresh).statusCode()).isEqualTo(401);

        HttpResponse<String> turned = post("/v1/auth/refresh", "{}", "Cookie", refresh);

        assertThat(turned.statusCode()).isEqualTo(204);
        assertThat(me(cookies(turned))).isEqualTo(200);
    }

    @Test
    void a_browser_whose_session_is_over_is_made_to_forget_it() throws Exception {
        HttpResponse<String> refused =
                post("/v1/auth/refresh", "{}", "Cookie", "ci_refresh=nonsense");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
    }

    @Test
    void logging_out_ends_the_session_at_once() throws Exception {
        JsonNode entrance = enter();
        JsonNode other = enter();

        assertThat(post("/v1/auth/logout", "{}", bearing(entrance)).statusCode()).isEqualTo(204);

        assertThat(me(bearing(entrance))).isEqualTo(401);
        assertThat(post("/v1/auth/refresh", refreshing(entrance)).statusCode()).isEqualTo(401);
        assertThat(me(bearing(other))).isEqualTo(200);
        assertThat(post("/v1/auth/logout", refreshing(other)).statusCode()).isEqualTo(204);
        assertThat(me(bearing(other))).isEqualTo(401);
        assertThat(post("/v1/auth/logout", "{}").statusCode()).isEqualTo(204);
    }

    @Test
    void one_sees_where_one_is_logged_in_and_ends_what_one_likes() throws Exception {
        JsonNode here = enter();
        JsonNode there = enter();
        JsonNode listed =
                JSON.readTree(house.get("/v1/me/sessions", bearing(here)).body()).path("data");
        String other =
                List.of(listed.get(0), listed.get(1)).stream()
                        .filter(session -> !session.path("current").asBoolean())
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asText();

        assertThat(listed).hasSize(2);
        assertThat(listed.findValuesAsText("device")).containsOnly("a program");
        assertThat(delete("/v1/me/sessions/" + other, bearing(here))).isEqualTo(204);
        assertThat(delete("/v1/me/sessions/" + other, bearing(here))).isEqualTo(404);
        assertThat(delete("/v1/me/sessions/x", bearing(here))).isEqualTo(404);
        assertThat(me(bearing(there))).isEqualTo(401);
        JsonNode again = enter();
        assertThat(delete("/v1/me/sessions", bearing(here))).isEqualTo(204);
        assertThat(me(bearing(here))).isEqualTo(401);
        assertThat(me(bearing(again))).isEqualTo(401);
    }

    private int delete(String path, String... headers) throws Exception {
        return house.send(house.to(path, headers).DELETE()).statusCode();
    }

    private HttpResponse<String> change(String old, String chosen, JsonNode entrance)
            throws Exception {
        return post(
                "/v1/me/password",
                "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(old, chosen),
                bearing(entrance));
    }

    @Test
    void a_change_of_password_ends_all_sessions() throws Exception {
        JsonNode here = enter();
        JsonNode there = enter();

        assertThat(change("a tide of no sea", "another tide", here).statusCode()).isEqualTo(422);
        assertThat(change("a tide of two seas", "password", here).statusCode()).isEqualTo(422);
        assertThat(change("a tide of two seas", "ada@example.org", here).statusCode())
                .isEqualTo(422);
        assertThat(me(bearing(there))).isEqualTo(200);
        assertThat(change("a tide of two seas", "another tide", here).statusCode()).isEqualTo(204);

        assertThat(me(bearing(here))).isEqualTo(401);
        assertThat(post("/v1/auth/refresh", refreshing(there)).statusCode()).isEqualTo(401);
        assertThat(post("/v1/auth/login", ENTRY).statusCode()).isEqualTo(401);
        assertThat(
                        post("/v1/auth/login", ENTRY.replace("a tide of two seas", "another tide"))
                                .statusCode())
                .isEqualTo(200);
        assertThat(house.core.letters.getLast().subject()).contains("password");
    }

    @Test
    void the_password_of_who_is_entered_by_keys_cannot_be_changed() throws Exception {
        String key = house.bearer(Tier.PRO);
        String body = "{\"current_password\":\"x\",\"new_password\":\"another tide\"}";

        assertThat(post("/v1/me/password", body, "Authorization", key).statusCode()).isEqualTo(422);
        assertThat(post("/v1/me/password", body).statusCode()).isEqualTo(401);
    }

    @Test
    void visitors_have_no_account_and_somebody_elses_session_is_none() throws Exception {
        JsonNode here = enter();
        String id =
                JSON.readTree(house.get("/v1/me/sessions", bearing(here)).body())
                        .path("data")
                        .get(0)
                        .path("id")
                        .asText();
        String key = house.bearer(Tier.PRO);

        assertThat(me()).isEqualTo(401);
        assertThat(delete("/v1/me/sessions")).isEqualTo(401);
        assertThat(delete("/v1/me/sessions/" + id, "Authorization", key)).isEqualTo(404);
        assertThat(me(bearing(here))).isEqualTo(200);
        assertThat(house.get("/v1/me", "Authorization", key).body()).contains("\"email\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer access_00000000-0000-0000-0000-000000000000_0_99999999999999",
                "Basic YTpi"
            })
    void what_is_no_good_token_is_nobody(String authorization) throws Exception {
        assertThat(me("Authorization", authorization)).isEqualTo(401);
        assertThat(me("Cookie", "ci_access=" + authorization.replaceAll(".* ", "x")))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\":\"ada@example.org\"}",
                "{\"email\":\"ada\",\"password\":\"a tide of two seas\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"x\",\"cookies\":\"yes\"}",
                "{\"email\":\"ada@example.org\",\"password\":\"x\",\"account\":\"y\"}"
            })
    void what_cannot_be_accepted_is_told_by_field(String body) throws Exception {
        assertThat(post("/v1/auth/login", body).statusCode()).isEqualTo(422);
    }
}
