package com.compareintel.http.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Breakouts that promise to be one.
@Timeout(60)
class BreakoutDuplicatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// More than the tier may ask for in a minute.
    private static final int AT_ONCE = 50;

    private final House house = House.open();
    private final String bearer = house.bearer(Tier.PRO);
    private String conversation = "";

    @BeforeEach
    void have_a_conversation() throws Exception {
        HttpResponse<String> started =
                house.send(
                        "POST",
                        "/v1/comparisons",
                        "{\"prompt\":\"Why?\",\"models\":[\"a/one\"]}",
                        "Authorization",
                        bearer,
                        "Prefer",
                        "respond-async");
        house.core.says("a/one", "Because.");
        house.core.ends("a/one");
        conversation = JSON.readTree(started.body()).path("conversation_id").asText();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> breakOut(String key, String model) throws Exception {
        return house.send(
                "POST",
                "/v1/conversations/" + conversation + "/breakout",
                "{\"model\":\"" + model + "\"}",
                "Authorization",
                bearer,
                "Idempotency-Key",
                key);
    }

    private JsonNode conversations() throws Exception {
        return JSON.readTree(house.get("/v1/conversations", "Authorization", bearer).body())
                .path("data");
    }

    @Test
    void of_many_at_once_under_one_key_one_makes_a_conversation_and_all_are_told_the_same()
            throws Exception {
        List<HttpResponse<String>> replies = AtOnce.run(AT_ONCE, i -> told("one key"));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.statusCode()).isEqualTo(201));
        assertThat(replies.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(replies.stream().map(reply -> reply.headers().firstValue("Location")).distinct())
                .hasSize(1);
        assertThat(conversations()).hasSize(2);
    }

    private HttpResponse<String> told(String key) {
        try {
            return breakOut(key, "a/one");
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void they_count_once_against_the_rate() throws Exception {
        AtOnce.run(AT_ONCE, i -> told("one key"));

        for (int i = 1; i < 30; i++) {
            assertThat(breakOut("key " + i, "a/one").statusCode()).isEqualTo(201);
        }
        assertThat(breakOut("too much", "a/one").statusCode()).isEqualTo(429);
        assertThat(breakOut("one key", "a/one").statusCode()).isEqualTo(201);
    }

    @Test
    void a_refusal_is_not_remembered() throws Exception {
        assertThat(breakOut("one key", "b/two").statusCode()).isEqualTo(422);

        assertThat(breakOut("one key", "a/one").statusCode()).isEqualTo(201);
        assertThat(breakOut("one key", "b/two").body()).contains("idempotency_mismatch");
    }
}
