package com.compareintel.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.Challenge;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResettingTest {
    private static final String OLD = "a tide of two seas";
    private static final String CHOSEN = "an ebb of three rivers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final House house = House.open();

    @BeforeEach
    void register() throws Exception {
        post("/v1/auth/register", entry("ada@example.org", OLD));
        post("/v1/auth/verify", "{\"token\":\"" + latest("/verify#(\\S+)") + "\"}");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String entry(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return house.send("POST", path, body);
    }

    private HttpResponse<String> forgot(String email) throws Exception {
        return post("/v1/auth/forgot", "{\"email\":\"" + email + "\"}");
    }

    private HttpResponse<String> reset(String proof) throws Exception {
        return post("/v1/auth/reset", "{" + proof + ",\"new_password\":\"" + CHOSEN + "\"}");
    }

    private String latest(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(house.core.letters.getLast().text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private int logIn(String password) throws Exception {
        return post("/v1/auth/login", entry("ada@example.org", password)).statusCode();
    }

    @Test
    void the_link_in_the_letter_leads_to_another_password_and_ends_all_sessions() throws Exception {
        JsonNode entrance =
                JSON.readTree(post("/v1/auth/login", entry("ada@example.org", OLD)).body());
        String[] bearing = {"Authorization", "Bearer " + entrance.path("access_token").asText()};
        HttpResponse<String> asked = forgot("ada@example.org");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body()).isEmpty();
        String proof = "\"token\":\"" + latest("/reset#(\\S+)") + "\"";

        assertThat(house.get("/v1/me", bearing).statusCode()).isEqualTo(200);
        assertThat(reset(proof).statusCode()).isEqualTo(204);

        assertThat(house.get("/v1/me", bearing).statusCode()).isEqualTo(401);
        assertThat(logIn(OLD)).isEqualTo(401);
        assertThat(logIn(CHOSEN)).isEqualTo(200);
        assertThat(house.core.letters.getLast().subject()).contains("changed");
        assertThat(reset(proof).statusCode()).isEqualTo(422);
    }

    @Test
    void so_does_the_code_together_with_the_address() throws Exception {
        forgot("ada@example.org");
        String code = latest("(?m)^ +(\\d{8})$");

        assertThat(reset("\"email\":\"bob@example.org\",\"code\":\"" + code + "\"").statusCode())
                .isEqualTo(422);
        assertThat(reset("\"email\":\"ADA@example.org\",\"code\":\"" + code + "\"").statusCode())
                .isEqualTo(204);
        assertThat(logIn(CHOSEN)).isEqualTo(200);
    }

    @Test
    void what_is_answered_is_the_same_whether_or_not_the_address_is_known() throws Exception {
        int before = house.core.letters.size();
        HttpResponse<String> known = forgot("ada@example.org");
        HttpResponse<String> unknown = forgot("eve@example.org");
        HttpResponse<String> wrongOfKnown =
                reset("\"email\":\"ada@example.org\",\"code\":\"00000000\"");
        HttpResponse<String> wrongOfUnknown =
                reset("\"email\":\"eve@example.org\",\"code\":\"00000000\"");

        assertThat(said(unknown)).isEqualTo(said(known));
        assertThat(said(wrongOfUnknown)).isEqualTo(said(wrongOfKnown));
        assertThat(house.core.letters).hasSize(before + 2);
    }

    /// Status, body and names of headers, without what differs between any two answers.
    private static Map<String, Object> said(HttpResponse<String> response) {
        return Map.of(
                "status", response.statusCode(),
                "body", response.body().replaceAll("\"request_id\":\"[^\"]*\"", ""),
                "headers", response.headers().map().keySet());
    }

    @Test
    void an_old_letter_is_good_for_nothing() throws Exception {
        forgot("ada@example.org");
        String proof = "\"token\":\"" + latest("/reset#(\\S+)") + "\"";
        house.core.clock.advance(Challenge.LASTS);

        assertThat(reset(proof).statusCode()).isEqualTo(422);
        assertThat(logIn(OLD)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\":null}",
                "{\"email\":\"ada\"}",
                "{\"email\":7}",
                "{\"email\":\"ada@example.org\",\"tier\":\"pro\"}"
            })
    void what_cannot_be_asked_is_told_by_field_and_sends_no_letter(String body) throws Exception {
        int before = house.core.letters.size();

        assertThat(post("/v1/auth/forgot", body).statusCode()).isEqualTo(422);
        assertThat(house.core.letters).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | code",
                "{\"token\":\"never sent\",\"new_password\":\"an ebb of three rivers\"} | token",
                "{\"token\":\"x\",\"code\":\"1\",\"new_password\":\"an ebb of three rivers\"} | code",
                "{\"token\":\"x\"} | new_password",
                "{\"token\":\"x\",\"new_password\":\"short\"} | new_password",
                "{\"token\":\"x\",\"new_password\":\"password123\"} | new_password",
                "{\"email\":\"ada@example.org\",\"code\":\"1\",\"new_password\":\"ada@example.org\"} | new_password",
                "{\"email\":\"ada@example.org\",\"new_password\":\"an ebb of three rivers\"} | code"
            })
    void what_changes_nothing_is_told_by_field(String body, String field) throws Exception {
        HttpResponse<String> refused = post("/v1/auth/reset", body);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"field\":\"" + field + "\"")
                .doesNotContain("rivers", "password123");
        assertThat(logIn(OLD)).isEqualTo(200);
    }
}
