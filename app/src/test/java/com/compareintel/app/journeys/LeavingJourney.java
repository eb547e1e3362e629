package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.journeys.EventStream.Event;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.BillingRow;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Readers that leave, come back, or want it to stop.
final class LeavingJourney {
    private static final String SLOW = "fake/rate-100-count-100";

    @Test
    void who_leaves_after_ten_tokens_finds_the_whole_answer_and_the_right_charge_later()
            throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            Reading before = new Reading();
            try (EventStream stream = client.stream(Client.body("Leave.", SLOW))) {
                for (int tokens = 0; tokens < 10; ) {
                    Event event = stream.next().orElseThrow();
                    before.take(event);
                    tokens += event.name().equals("answer.delta") ? 1 : 0;
                }
            }

            try (EventStream rest =
                    client.follow(before.comparison(), Optional.of(before.lastId()))) {
                before.take(rest.rest());
            }

            JsonNode stored = client.get("/v1/comparisons/" + before.comparison()).json();
            assertThat(stored.path("status").asText()).isEqualTo("completed");
            assertThat(before.text(SLOW)).isEqualTo(stored.at("/answers/0/text").asText());
            assertThat(stored.path("cost_usd").asText())
                    .isEqualTo(
                            product.upstream().book().total().stripTrailingZeros().toPlainString());
            assertThat(product.upstream().book().rows().getFirst().cancelled()).isFalse();
            assertThat(client.followStatus(before.comparison(), before.lastId())).isEqualTo(204);
        }
    }

    @Test
    void cancelling_closes_the_upstream_sockets_within_a_second() throws Exception {
        String[] models = {
            "fake/rate-20-count-2000", "fake/rate-20-count-2000-ignores-cancel", "fake/silence"
        };
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO));
                EventStream stream = client.stream(Client.body("Stop.", models))) {
            Reading reading = new Reading();
            List<Event> begun = stream.until("answer.delta");
            reading.take(begun);
            product.upstream().book().awaitOpen(3, Duration.ofSeconds(5));

            Client.Reply cancelled =
                    client.post(
                            "/v1/comparisons/" + reading.comparison() + "/cancel",
                            Client.JSON.createObjectNode());

            assertThat(cancelled.status()).isEqualTo(202);
            assertThat(
                            product.upstream()
                                    .book()
                                    .awaitRows(3, BillingRow::cancelled, Duration.ofSeconds(1)))
                    .isNotNull();
            reading.take(stream.rest());
            assertThat(reading.finished().path("status").asText()).isEqualTo("cancelled");
            assertThat(reading.endedModels()).containsExactlyInAnyOrder(models);
            assertThat(
                            client.post(
                                            "/v1/comparisons/" + reading.comparison() + "/cancel",
                                            Client.JSON.createObjectNode())
                                    .text("code"))
                    .isEqualTo("already_finished");
        }
    }
}
