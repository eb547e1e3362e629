package com.compareintel.http.preference;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Scope;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/presets`, over real HTTP.
class PresetRoutesTest {
    private static final String PRESETS = "/v1/presets";
    private static final String TWO =
            "{\"name\":\"Two\",\"models\":[\"b/two\",\"a/one\"],\"parameters\":{\"top_p\":0.5}}";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey key = world.account(Tier.FREE);
    private final String[] ada = HttpApi.bearing(key);

    @AfterEach
    void close() {
        api.close();
    }

    private Reply send(String method, String path, String body, String... headers) {
        Reply reply = api.send(method, path, body, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    private JsonNode added(String... headers) {
        Reply reply = send("POST", PRESETS, TWO, headers);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    @Test
    void a_preset_is_saved_shown_replaced_and_dropped() {
        JsonNode preset = added(ada);
        String place = PRESETS + "/" + preset.path("id").asText();

        assertThat(preset.path("models").toString()).isEqualTo("[\"b/two\",\"a/one\"]");
        assertThat(preset.path("parameters").path("top_p").decimalValue())
                .isEqualByComparingTo("0.5");
        assertThat(send("GET", place, "", ada).json()).isEqualTo(preset);
        Reply replaced = send("PUT", place, "{\"name\":\"One\",\"models\":[\"c/three\"]}", ada);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().path("created_at")).isEqualTo(preset.path("created_at"));
        assertThat(send("GET", PRESETS, "", ada).json().path("data").findValuesAsText("name"))
                .containsExactly("One");
        assertThat(send("DELETE", place, "", ada).status()).isEqualTo(204);
        assertThat(send("DELETE", place, "", ada).status()).isEqualTo(404);
        assertThat(send("PUT", place, TWO, ada).status()).isEqualTo(404);
        assertThat(send("GET", PRESETS + "/nonsense", "", ada).status()).isEqualTo(404);
    }

    @Test
    void as_many_as_the_tier_allows_are_saved_and_no_more() {
        added(ada);
        added(ada);
        JsonNode third = added(ada);

        assertThat(send("POST", PRESETS, TWO, ada).status()).isEqualTo(403);
        JsonNode first = send("GET", PRESETS + "?limit=2", "", ada).json();
        assertThat(first.path("data").get(0)).isEqualTo(third);
        JsonNode rest =
                send("GET", PRESETS + "?cursor=" + first.path("next_cursor").asText(), "", ada)
                        .json();
        assertThat(rest.path("data")).hasSize(1);
        assertThat(rest.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void the_same_promise_saves_one() {
        String[] promised = {ada[0], ada[1], "Idempotency-Key", "once"};

        JsonNode first = added(promised);

        assertThat(added(promised)).isEqualTo(first);
        assertThat(send("GET", PRESETS, "", ada).json().path("data")).hasSize(1);
        Reply other = send("POST", PRESETS, "{\"name\":\"x\",\"models\":[\"a/one\"]}", promised);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asText()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void a_visitor_has_its_own_and_nobody_elses() {
        Reply saved = send("POST", PRESETS, TWO);
        assertThat(saved.status()).isEqualTo(201);
        String[] visitor = {"Cookie", saved.cookie()};
        String place = PRESETS + "/" + saved.json().path("id").asText();

        assertThat(send("GET", place, "", visitor).status()).isEqualTo(200);
        added(visitor);
        assertThat(send("POST", PRESETS, TWO, visitor).status()).isEqualTo(403);
        for (String method : new String[] {"GET", "DELETE"}) {
            assertThat(send(method, place, "", ada).status()).isEqualTo(404);
        }
        assertThat(send("PUT", place, TWO, ada).status()).isEqualTo(404);
        assertThat(send("GET", PRESETS, "").json().path("data")).isEmpty();
    }

    @Test
    void models_are_those_that_the_caller_may_compare() {
        assertThat(code("{\"name\":\"x\",\"models\":[\"d/dear\"]}")).isEqualTo("model_not_in_tier");
        assertThat(code("{\"name\":\"x\",\"models\":[\"no/such\"]}")).isEqualTo("unknown_model");
        assertThat(
                        code(
                                "{\"name\":\"x\",\"models\":[\"a/one\",\"b/two\",\"c/three\","
                                        + "\"e/small\"]}"))
                .isEqualTo("too_many_models");
        String[] reader = HttpApi.bearing(world.keyOf(key, Scope.READ));
        assertThat(send("POST", PRESETS, TWO, reader).status()).isEqualTo(403);
        assertThat(send("GET", PRESETS, "", reader).status()).isEqualTo(200);
    }

    private String code(String body) {
        return send("POST", PRESETS, body, ada).json().path("code").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name                   | {\"name\":\" \",\"models\":[\"a/one\"]}",
                "name                   | {\"models\":[\"a/one\"]}",
                "models                 | {\"name\":\"x\",\"models\":[]}",
                "models[1]              | {\"name\":\"x\",\"models\":[\"a/one\",\"a/one\"]}",
                "parameters.temperature | {\"name\":\"x\",\"models\":[\"a/one\"],\"parameters\":{\"temperature\":3}}",
                "owner                  | {\"name\":\"x\",\"models\":[\"a/one\"],\"owner\":\"me\"}"
            })
    void a_wish_that_makes_no_sense_is_refused_by_field(String field, String body) {
        Reply reply = send("POST", PRESETS, body, ada);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.wrongFields()).containsExactly(field);
    }
}
