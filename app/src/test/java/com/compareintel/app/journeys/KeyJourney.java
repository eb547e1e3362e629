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

/// An API key from its issue to its end, over the real database.
final class KeyJourney {
    @Test
    void a_key_spends_up_to_its_cap_however_many_call_is_seen_in_the_usage_and_is_revoked()
            throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set("tiers.pro.open-at-once", 1_000)
                                        .set("tiers.pro.comparisons-per-minute", 1_000));
                Client owner = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            JsonNode key = issued(owner);
            ObjectNode body = Client.body("Five?", "fake/ok");
            try (Client capped = Client.withKey(product.uri(), key.path("key").asText())) {
                List<Callable<Client.Reply>> posts = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    posts.add(() -> capped.start(body));
                }
                List<Client.Reply> replies = AtOnce.run(posts);

                List<Client.Reply> admitted =
                        replies.stream().filter(reply -> reply.status() == 202).toList();
                assertThat(admitted).hasSize(5);
                assertThat(replies)
                        .filteredOn(reply -> reply.status() != 202)
                        .allSatisfy(reply -> {
                            assertThat(reply.status()).isEqualTo(402);
                            assertThat(reply.text("limited_by")).isEqualTo("key_daily");
                        });
                for (Client.Reply reply : admitted) {
                    try (EventStream events = capped.follow(reply.text("id"), Optional.empty())) {
                        assertThat(new Reading().take(events.rest()).finished()).isNotNull();
                    }
                }
                assertThat(capped.get("/v1/conversations").status()).isEqualTo(403);
            }
            assertThat(owner.start(body).status()).isEqualTo(202);

            assertUsed(product, owner);
            String place = "/v1/api-keys/" + key.path("id").asText();
            assertThat(owner.get(place).json().path("last_used_at").isNull()).isFalse();
            assertThat(owner.call("DELETE", place, Optional.empty()).status()).isEqualTo(204);
            try (Client gone = Client.withKey(product.uri(), key.path("key").asText())) {
                assertThat(gone.start(body).status()).isEqualTo(401);
            }
        }
    }

    private static JsonNode issued(Client owner) {
        ObjectNode wish = Client.body("", "");
        wish.removeAll();
        wish.put("name", "five a day");
        wish.putArray("scopes").add("compare");
        wish.putObject("caps").put("daily_credits", 5).put("comparison_credits", 2);
        Client.Reply reply = owner.post("/v1/api-keys", wish, "Idempotency-Key", "five");
        Client.Reply again = owner.post("/v1/api-keys", wish, "Idempotency-Key", "five");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(reply.json());
        return reply.json();
    }

    private static void assertUsed(RunningProduct product, Client owner) {
        JsonNode total = owner.get("/v1/usage").json().path("total");
        assertThat(total.path("comparisons").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(
                        product.number(
                                "SELECT (SELECT sum(charged_milli) FROM usage_log)"
                                        + " + (SELECT sum(milli) FROM credit_entries"
                                        + " WHERE kind = 'charge' AND pool LIKE 'account:%')"))
                .isEqualByComparingTo("0");
        assertThat(
                        product.number(
                                "SELECT sum(cost_usd) - (SELECT sum(cost_usd) FROM comparisons)"
                                        + " FROM usage_log"))
                .isEqualByComparingTo("0");
        assertThat(
                        product.number(
                                "SELECT count(*) FROM usage_log JOIN api_keys ON api_keys.id = key_id"
                                        + " WHERE name = 'five a day' AND model IS NULL AND tier = 'pro'"))
                .isEqualByComparingTo("5");
    }
}
