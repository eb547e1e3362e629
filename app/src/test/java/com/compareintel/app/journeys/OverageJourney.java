package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.AtOnce;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// An account that goes on when its allowance is used up, over the real database.
final class OverageJourney {
    private static final int ALLOWANCE = 3;
    private static final int BEYOND = 5;

    @Test
    void comparisons_go_on_beyond_the_allowance_up_to_the_limit_however_many_start_at_once()
            throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set("tiers.pro.credits", ALLOWANCE)
                                        .set("tiers.pro.open-at-once", 1_000)
                                        .set("tiers.pro.comparisons-per-minute", 1_000));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            ObjectNode wish = Client.body("", "");
            wish.removeAll();
            wish.put("enabled", true).put("limit_usd", "0.0659");
            assertThat(client.call("PUT", "/v1/me/overage", Optional.of(wish)).status())
                    .isEqualTo(200);

            ObjectNode body = Client.body("Eight?", "fake/ok");
            List<Callable<Client.Reply>> posts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                posts.add(() -> client.start(body));
            }
            List<Client.Reply> replies = AtOnce.run(posts);

            List<Client.Reply> admitted =
                    replies.stream().filter(reply -> reply.status() == 202).toList();
            assertThat(admitted).hasSize(ALLOWANCE + BEYOND);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 202)
                    .allMatch(reply -> reply.status() == 402);
            for (Client.Reply reply : admitted) {
                try (EventStream events = client.follow(reply.text("id"), Optional.empty())) {
                    assertThat(new Reading().take(events.rest()).finished()).isNotNull();
                }
            }
            JsonNode overage = client.get("/v1/credits").json().path("overage");
            assertThat(overage.path("used").asInt()).isEqualTo(BEYOND);
            assertThat(overage.path("owed_usd").asText()).isEqualTo("0.065");
            assertThat(
                            product.number(
                                    "SELECT sum(milli) FROM credit_entries WHERE kind = 'overage'"))
                    .isEqualByComparingTo("5000");
            wish.removeAll();
            wish.put("enabled", false);
            client.call("PUT", "/v1/me/overage", Optional.of(wish));
            assertThat(client.start(body).status()).isEqualTo(402);
        }
    }
}
