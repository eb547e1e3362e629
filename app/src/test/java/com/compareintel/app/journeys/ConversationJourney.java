package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.ReceivedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Follow-ups, and what is kept of them.
final class ConversationJourney {
    @Test
    void a_follow_up_shows_each_model_every_prompt_and_its_own_answers_only() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            JsonNode first =
                    client.post(
                                    "/v1/comparisons",
                                    Client.body("First?", "fake/unique-01", "fake/unique-02"))
                            .json();
            String conversation = first.path("conversation_id").asText();
            ObjectNode again = Client.body("Second?", "fake/unique-01", "fake/ok");
            again.put("conversation_id", conversation);

            JsonNode second = client.post("/v1/comparisons", again).json();

            assertThat(second.path("conversation_id").asText()).isEqualTo(conversation);
            JsonNode told = messages(product, "fake/unique-01");
            assertThat(told).hasSize(3);
            assertThat(told.at("/0/content").asText()).isEqualTo("First?");
            assertThat(told.at("/1/content").asText())
                    .isEqualTo(first.at("/answers/0/text").asText());
            assertThat(told.at("/2/content").asText()).isEqualTo("Second?");
            JsonNode newcomer = messages(product, "fake/ok");
            assertThat(newcomer).hasSize(2);
            assertThat(newcomer.toString()).doesNotContain("u01.").doesNotContain("u02.");

            JsonNode shown = client.get("/v1/conversations/" + conversation).json();
            assertThat(shown.path("turns")).hasSize(2);
            assertThat(shown.at("/turns/1/prompt").asText()).isEqualTo("Second?");
        }
    }

    private static JsonNode messages(RunningProduct product, String model) throws Exception {
        List<ReceivedRequest> requests = product.upstream().requests().of(model);
        return Client.JSON.readTree(requests.getLast().body()).path("messages");
    }

    @Test
    void conversations_are_listed_renamed_and_deleted_and_nobody_elses() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO));
                Client other = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            String id =
                    client.post("/v1/comparisons", Client.body("Tides?", "fake/ok"))
                            .text("conversation_id");
            ObjectNode fleeting = Client.body("Forget this.", "fake/ok").put("store", false);
            assertThat(
                            client.post("/v1/comparisons", fleeting)
                                    .json()
                                    .path("conversation_id")
                                    .isNull())
                    .isTrue();
            String path = "/v1/conversations/" + id;

            assertThat(client.get("/v1/conversations").json().path("data")).hasSize(1);
            assertThat(other.get("/v1/conversations").json().path("data")).isEmpty();
            assertThat(other.get(path).status()).isEqualTo(404);
            JsonNode title = Client.JSON.createObjectNode().put("title", "The sea");
            assertThat(other.call("PATCH", path, Optional.of(title)).status()).isEqualTo(404);
            assertThat(client.call("PATCH", path, Optional.of(title)).text("title"))
                    .isEqualTo("The sea");
            assertThat(other.call("DELETE", path, Optional.empty()).status()).isEqualTo(404);
            assertThat(client.call("DELETE", path, Optional.empty()).status()).isEqualTo(204);
            assertThat(client.get(path).status()).isEqualTo(404);
        }
    }
}
