package com.compareintel.http.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.Tokens;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// API keys that a session asks for under an idempotency key.
@Timeout(60)
class PromisedKeyTest {
    private static final String ENTRY =
            "{\"email\":\"ada@example.org\",\"password\":\"a tide of two seas\"}";
    private static final String KEY = "{\"name\":\"reader\",\"scopes\":[\"read\"]}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final House house = House.open();

    @BeforeEach
    void register() throws Exception {
        house.send("POST", "/v1/auth/register", ENTRY);
        Matcher token =
                Pattern.compile("/verify#(\\S+)").matcher(house.core.letters.getLast().text());
        assertThat(token.find()).isTrue();
        house.send("POST", "/v1/auth/verify", "{\"token\":\"" + token.group(1) + "\"}");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private JsonNode enter() throws Exception {
        return JSON.readTree(house.send("POST", "/v1/auth/login", ENTRY).body());
    }

    private JsonNode refresh(JsonNode entrance) throws Exception {
        return JSON.readTree(
                house.send(
                                "POST",
                                "/v1/auth/refresh",
                                "{\"refresh_token\":\""
                                        + entrance.path("refresh_token").asText()
                                        + "\"}")
                        .body());
    }

    private HttpResponse<String> promise(JsonNode entrance, String body) throws Exception {
        return house.send(
                "POST",
                "/v1/api-keys",
                body,
                "Authorization",
                "Bearer " + entrance.path("access_token").asText(),
                "Idempotency-Key",
                "once");
    }

    private static String secret(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(201);
        return JSON.readTree(response.body()).path("key").asText();
    }

    @Test
    void a_session_is_shown_the_same_key_again_whatever_its_tokens_are_by_then() throws Exception {
        JsonNode entrance = enter();
        String once = secret(promise(entrance, KEY));
        house.core.clock.advance(Tokens.ACCESS);
        JsonNode later = refresh(entrance);

        assertThat(secret(promise(later, KEY))).isEqualTo(once);

        assertThat(later.path("access_token")).isNotEqualTo(entrance.path("access_token"));
        assertThat(house.get("/v1/usage", "Authorization", "Bearer " + once).statusCode())
                .isEqualTo(200);
        assertThat(promise(later, KEY.replace("reader", "other")).statusCode()).isEqualTo(422);
    }

    @Test
    void a_browser_has_it_by_its_cookies() throws Exception {
        HttpResponse<String> browser =
                house.send("POST", "/v1/auth/login", ENTRY.replace("}", ",\"cookies\":true}"));
        String cookies =
                String.join(
                        "; ",
                        browser.headers().allValues("Set-Cookie").stream()
                                .map(cookie -> cookie.split(";", 2)[0])
                                .toList());
        String[] promising = {"Cookie", cookies, "Idempotency-Key", "once"};

        String once = secret(house.send("POST", "/v1/api-keys", KEY, promising));

        assertThat(secret(house.send("POST", "/v1/api-keys", KEY, promising))).isEqualTo(once);
    }

    @Test
    void another_session_of_the_account_does_not_get_it() throws Exception {
        secret(promise(enter(), KEY));

        HttpResponse<String> elsewhere = promise(enter(), KEY);

        assertThat(elsewhere.statusCode()).isEqualTo(422);
        assertThat(elsewhere.body()).contains("idempotency_mismatch");
    }
}
