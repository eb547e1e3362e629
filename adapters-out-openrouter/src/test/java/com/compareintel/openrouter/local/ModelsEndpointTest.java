package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ModelsEndpointTest {
    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().requiredKey("sk-or-v1-test").build());

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void the_list_needs_no_key_and_has_every_field_of_a_model() throws Exception {
        var list = list("");

        assertThat(list.path("total_count").asInt()).isEqualTo(list.path("data").size());
        assertThat(list.path("links").path("next").isNull()).isTrue();
        var sparrow = model(list, "demo/sparrow");
        assertThat(sparrow.fieldNames())
                .toIterable()
                .contains(
                        "canonical_slug",
                        "name",
                        "created",
                        "description",
                        "context_length",
                        "architecture",
                        "pricing",
                        "top_provider",
                        "per_request_limits",
                        "supported_parameters",
                        "default_parameters",
                        "knowledge_cutoff",
                        "expiration_date",
                        "links");
        assertThat(sparrow.path("pricing").path("completion").textValue()).isEqualTo("0.0000002");
        assertThat(sparrow.path("top_provider").path("max_completion_tokens").asInt())
                .isEqualTo(4_096);
    }

    @Test
    void pages_follow_one_another_to_the_whole() throws Exception {
        var ids = new ArrayList<String>();
        var next = "/models?offset=0&limit=50";

        while (!next.isEmpty()) {
            var page = get(next);
            page.path("data").forEach(model -> ids.add(model.path("id").asText()));
            assertThat(page.path("data").size()).isLessThanOrEqualTo(50);
            next =
                    page.path("links")
                            .path("next")
                            .asText("")
                            .replace("/api/v1", "")
                            .replace("null", "");
        }

        assertThat(ids).doesNotHaveDuplicates().hasSize(list("").path("total_count").asInt());
    }

    @Test
    void a_page_larger_than_a_thousand_is_refused() throws Exception {
        try (var call = RawCall.get(upstream, "/models?limit=1001")) {
            assertThat(call.status()).isEqualTo(400);
        }
    }

    @Test
    void the_list_can_be_filtered() throws Exception {
        assertThat(list("?supported_parameters=reasoning").path("data"))
                .allSatisfy(model -> assertThat(model.has("reasoning")).isTrue())
                .hasSizeGreaterThan(2);
        assertThat(list("?q=night").path("data")).hasSize(1);
        assertThat(list("?output_modalities=image").path("data")).isEmpty();
    }

    @Test
    void odd_prices_are_listed_as_they_are() throws Exception {
        var list = list("");

        assertThat(pricing(list, "fake/price-23-digits").path("prompt").textValue())
                .isEqualTo("0.00000008333333333333334");
        assertThat(pricing(list, "fake/price-dynamic").path("completion").textValue())
                .isEqualTo("-1");
        assertThat(pricing(list, "fake/price-no-completion").has("completion")).isFalse();
        assertThat(pricing(list, "fake/price-request-fee").path("request").textValue())
                .isEqualTo("0.002");
        assertThat(pricing(list, "fake/price-internal-reasoning").has("internal_reasoning"))
                .isTrue();
        var overrides = pricing(list, "fake/price-overrides").path("overrides");
        assertThat(overrides.path(0).path("min_prompt_tokens").asInt()).isEqualTo(200);
        assertThat(overrides.path(1).path("utc_start").textValue()).isEqualTo("2200");
        assertThat(model(list, "fake/no-limits").path("context_length").isNull()).isTrue();
        assertThat(model(list, "~fake/latest").isObject()).isTrue();
    }

    @Test
    void a_model_has_endpoints_of_its_own() throws Exception {
        var endpoints = get("/models/demo/owl/endpoints").path("data").path("endpoints");

        assertThat(endpoints.path(0).path("provider_name").textValue()).isEqualTo("Demo Riverbank");
        assertThat(get("/model/demo/owl").path("data").path("id").textValue())
                .isEqualTo("demo/owl");
        try (var unknown = RawCall.get(upstream, "/models/demo/dodo/endpoints")) {
            assertThat(unknown.status()).isEqualTo(404);
        }
    }

    @Test
    void an_outage_of_the_list_begins_and_ends_on_demand() throws Exception {
        upstream.failModels(true);
        try (var call = RawCall.get(upstream, "/models")) {
            assertThat(call.status()).isEqualTo(503);
        }

        upstream.failModels(false);
        assertThat(list("").path("data")).isNotEmpty();
    }

    @Test
    void a_hanging_list_never_answers() throws Exception {
        upstream.hangModels(true);

        try (var call = RawCall.get(upstream, "/models")) {
            call.timeout(50);
            assertThatThrownBy(call::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void without_faults_there_are_only_demonstrations() throws Exception {
        try (var demo = LocalUpstream.start(LocalUpstreamOptions.demo().build());
                var call = RawCall.get(demo, "/models")) {
            assertThat(call.json().path("data"))
                    .hasSize(12)
                    .allSatisfy(model -> assertThat(model.path("id").asText()).startsWith("demo/"));
        }
    }

    private JsonNode list(String query) throws Exception {
        return get("/models" + query);
    }

    private JsonNode get(String path) throws Exception {
        try (var call = RawCall.get(upstream, path)) {
            assertThat(call.status()).isEqualTo(200);
            return call.json();
        }
    }

    private static JsonNode model(JsonNode list, String id) {
        return StreamSupport.stream(list.path("data").spliterator(), false)
                .filter(model -> model.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode pricing(JsonNode list, String id) {
        return model(list, id).path("pricing");
    }
}
