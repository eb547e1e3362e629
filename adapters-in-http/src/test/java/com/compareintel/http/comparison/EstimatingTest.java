package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.Tiers;
import com.compareintel.http.World;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a comparison would hold.
final class EstimatingTest {
    private static final String ESTIMATE = "/v1/comparisons/estimate";

    private final HttpApi api =
            HttpApi.start(new World(Tiers.granting(Tier.FREE, 10), new SlotBounds(9, 9)));
    private final String[] key = HttpApi.bearing(api.world.account(Tier.FREE));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void it_tells_every_part_of_the_hold() {
        Reply reply =
                api.post(
                        ESTIMATE,
                        "{\"prompt\":\"Why do tides rise?\",\"models\":[\"a/one\",\"e/small\"]}",
                        key);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .isEqualTo(
                        """
                        {"held_credits":2,"affordable":true,"remaining":10,\
                        "max_output_tokens":4000,"models":[\
                        {"model":"a/one","input_tokens":90,"max_output_tokens":4000,\
                        "max_cost_usd":"0.00809"},\
                        {"model":"e/small","input_tokens":90,"max_output_tokens":1910,\
                        "max_cost_usd":"0.00391"}]}\
                        """);
        assertThat(api.world.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\",\"e/small\"]}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":"
                        + "{\"max_output_tokens\":40000}}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"system\":\"Be kind.\",\"store\":false}"
            })
    void it_is_the_very_hold_that_starting_takes(String body) {
        JsonNode estimate = api.post(ESTIMATE, body, key).json();
        Reply started = api.start(body, key);

        assertThat(started.json().path("held_credits")).isEqualTo(estimate.path("held_credits"));
        assertThat(estimate.path("affordable").booleanValue()).isTrue();
        JsonNode after = api.post(ESTIMATE, body, key).json();
        assertThat(after.path("remaining").decimalValue())
                .isEqualByComparingTo(
                        estimate.path("remaining")
                                .decimalValue()
                                .subtract(estimate.path("held_credits").decimalValue()));
    }

    @Test
    void what_is_too_dear_is_an_answer_and_no_refusal() {
        String body =
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],"
                        + "\"parameters\":{\"max_output_tokens\":65536}}";

        Reply reply = api.post(ESTIMATE, body, key);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("affordable").booleanValue()).isFalse();
        assertThat(reply.json().path("held_credits"))
                .isEqualTo(api.start(body, key).json().path("required"));
    }

    @Test
    void a_default_is_lowered_to_what_is_left_as_starting_would() {
        String body = "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\",\"c/three\"]}";
        api.start(
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],"
                        + "\"parameters\":{\"max_output_tokens\":44000}}",
                key);

        JsonNode estimate = api.post(ESTIMATE, body, key).json();
        JsonNode started = api.start(body, key).json();

        assertThat(estimate.path("max_output_tokens").intValue()).isBetween(512, 3_999);
        assertThat(estimate.path("affordable").booleanValue()).isTrue();
        assertThat(started.path("held_credits")).isEqualTo(estimate.path("held_credits"));
    }

    @ParameterizedTest
    @CsvSource({
        "x/none, unknown_model",
        "d/dear, model_not_in_tier",
        "a/one|b/two|c/three|e/small, too_many_models"
    })
    void what_could_not_start_is_refused_in_the_same_way(String models, String code) {
        String body = "{\"prompt\":\"Hi\",\"models\":[\"" + models.replace("|", "\",\"") + "\"]}";

        Reply estimated = api.post(ESTIMATE, body, key);
        Reply started = api.start(body, key);

        assertThat(estimated.code()).isEqualTo(code);
        assertThat(estimated.status()).isEqualTo(started.status());
        assertThat(estimated.json().path("detail")).isEqualTo(started.json().path("detail"));
    }

    @Test
    void a_visitor_may_ask_and_is_given_no_cookie_for_it() {
        Reply reply = api.post(ESTIMATE, HttpApi.HI);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.json().path("remaining").toString()).isEqualTo("50");
    }
}
