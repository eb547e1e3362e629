package com.compareintel.http.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which tier may use which model, on every route that names models, with and without a trial.
class TrialTest {
    private static final Duration TRIAL = Duration.ofDays(7);
    private static final String DEAR = "{\"prompt\":\"Hi\",\"models\":[\"d/dear\"]}";
    private static final String PREFERENCES =
            "{\"time_zone\":\"UTC\",\"theme\":\"dark\",\"default_models\":[\"d/dear\"]}";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final String[] newcomer = HttpApi.bearing(world.newcomer());

    @AfterEach
    void close() {
        api.close();
    }

    private Reply send(String method, String path, String body, String... headers) {
        Reply reply = api.send(method, path, body, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    /// What each route that names models says to the dear one.
    private List<Integer> statuses(String... caller) {
        Reply started = api.start(DEAR, caller);
        if (started.status() == 202) {
            String place = "/v1/comparisons/" + started.json().path("id").asText();
            send("POST", place + "/cancel", "{}", caller);
        }
        return List.of(
                started.status(),
                send("POST", "/v1/comparisons/estimate", DEAR, caller).status(),
                send("POST", "/v1/presets", "{\"name\":\"x\",\"models\":[\"d/dear\"]}", caller)
                        .status(),
                send("PUT", "/v1/me/preferences", PREFERENCES, caller).status());
    }

    private boolean available(String... caller) {
        JsonNode one = send("GET", "/v1/models/d/dear", "", caller).json();
        for (JsonNode model : send("GET", "/v1/models", "", caller).json().path("data")) {
            if (model.path("id").asText().equals("d/dear")) {
                assertThat(model.path("available")).isEqualTo(one.path("available"));
            }
        }
        return one.path("available").asBoolean();
    }

    @Test
    void a_new_free_account_may_use_all_models_for_seven_days_and_not_a_moment_longer() {
        Reply models = send("GET", "/v1/models", "", newcomer);
        assertThat(available(newcomer)).isTrue();
        assertThat(statuses(newcomer)).containsExactly(202, 200, 201, 200);
        assertThat(send("GET", "/v1/me", "", newcomer).json().path("trial_until").asText())
                .isEqualTo("2026-03-17T12:00:00.123Z");

        world.clock.advance(TRIAL.minusMillis(1));
        assertThat(statuses(newcomer)).containsExactly(202, 200, 201, 200);
        world.clock.advance(Duration.ofMillis(1));

        assertThat(available(newcomer)).isFalse();
        assertThat(statuses(newcomer)).containsExactly(403, 403, 403, 403);
        assertThat(send("GET", "/v1/me", "", newcomer).json().path("trial_until").isNull())
                .isTrue();
        String[] before = {
            newcomer[0],
            newcomer[1],
            "If-None-Match",
            models.response().headers().firstValue("ETag").orElseThrow()
        };
        assertThat(send("GET", "/v1/models", "", before).status()).isEqualTo(200);
    }

    @Test
    void a_conversation_with_a_dear_model_is_not_continued_after_the_trial() {
        Reply started = api.start(DEAR, newcomer);
        String place = "/v1/comparisons/" + started.json().path("id").asText();
        send("POST", place + "/cancel", "{}", newcomer);
        String conversation = started.json().path("conversation_id").asText();
        world.clock.advance(TRIAL);

        Reply next =
                api.start(
                        DEAR.replace(
                                "{\"prompt\"",
                                "{\"conversation_id\":\"" + conversation + "\",\"prompt\""),
                        newcomer);

        assertThat(next.status()).isEqualTo(403);
        assertThat(next.json().path("code").asText()).isEqualTo("model_not_in_tier");
        assertThat(send("GET", "/v1/conversations/" + conversation, "", newcomer).status())
                .isEqualTo(200);
    }

    @Test
    void credits_and_counts_are_those_of_the_tier() {
        assertThat(send("GET", "/v1/credits", "", newcomer).json().path("allowance").asInt())
                .isEqualTo(100);
        Reply four =
                api.start(
                        "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\",\"c/three\",\"d/dear\"]}",
                        newcomer);
        assertThat(four.json().path("code").asText()).isEqualTo("too_many_models");
        assertThat(send("PUT", "/v1/me/overage", "{\"enabled\":true}", newcomer).status())
                .isEqualTo(403);
    }

    @Test
    void nobody_else_has_a_trial() {
        String[] paid = HttpApi.bearing(world.account(Tier.STARTER, ZoneOffset.UTC, World.NOW));
        assertThat(send("GET", "/v1/me", "", paid).json().path("trial_until").isNull()).isTrue();
        assertThat(statuses(paid)).containsExactly(202, 200, 201, 200);
        String[] old = HttpApi.bearing(world.account(Tier.FREE));
        assertThat(available(old)).isFalse();
        assertThat(statuses(old)).containsExactly(403, 403, 403, 403);
        assertThat(available()).isFalse();
        assertThat(statuses()).containsExactly(403, 403, 403, 401);
    }
}
