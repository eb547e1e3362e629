package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.AtOnce;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.BillingRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Credit under pressure, held against the upstream's own book.
final class CreditJourney {
    @Test
    void a_hundred_at_once_on_credit_for_seven_admit_seven_and_the_books_agree() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set("tiers.free.open-at-once", 1_000)
                                        .set("tiers.free.credits", 7)
                                        .set("tiers.free.comparisons-per-minute", 1_000));
                Client client = Client.withKey(product.uri(), product.key(Tier.FREE))) {
            ObjectNode body = Client.body("Seven?", "fake/ok-rate-400", "fake/ok-dated-slug");
            JsonNode estimate = client.post("/v1/comparisons/estimate", body).json();
            assertThat(estimate.path("held_credits").decimalValue()).isEqualByComparingTo("1");

            List<Callable<Client.Reply>> posts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                posts.add(() -> client.start(body));
            }
            List<Client.Reply> replies = AtOnce.run(posts);

            List<String> admitted =
                    replies.stream()
                            .filter(reply -> reply.status() == 202)
                            .map(reply -> reply.text("id"))
                            .toList();
            assertThat(admitted).hasSize(7);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 202)
                    .allSatisfy(reply -> {
                        assertThat(reply.status()).isEqualTo(402);
                        assertThat(reply.text("code")).isEqualTo("insufficient_credits");
                        assertThat(reply.json().path("remaining").decimalValue())
                                .isEqualByComparingTo("0");
                    });

            BigDecimal cost = BigDecimal.ZERO;
            for (String id : admitted) {
                try (EventStream events = client.follow(id, Optional.empty())) {
                    Reading reading = new Reading().take(events.rest());
                    cost = cost.add(new BigDecimal(reading.finished().path("cost_usd").asText()));
                }
            }
            BigDecimal witness =
                    product.upstream().book().rows().stream()
                            .map(BillingRow::cost)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(product.upstream().book().rows()).hasSize(14);
            assertThat(cost).isEqualByComparingTo(witness);
            JsonNode credits = client.get("/v1/credits").json();
            assertThat(credits.path("used").decimalValue()).isEqualByComparingTo("7");
            assertThat(credits.path("held").decimalValue()).isEqualByComparingTo("0");
            assertThat(credits.path("remaining").decimalValue()).isEqualByComparingTo("0");
            assertThat(
                            product.number(
                                    "SELECT sum(charged_milli) / 100000.0 + (SELECT sum(usd) FROM"
                                            + " platform_entries) FROM comparisons"))
                    .isEqualByComparingTo(witness);
            assertThat(product.number("SELECT count(*) FROM holds WHERE state = 'held'"))
                    .isEqualByComparingTo("0");
        }
    }

    @Test
    void the_hold_is_the_estimate_and_the_charge_what_the_provider_reported() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            ObjectNode body =
                    Client.body("What does it cost?", "fake/price-dear", "fake/price-request-fee");
            JsonNode before = client.get("/v1/credits").json();
            JsonNode estimate = client.post("/v1/comparisons/estimate", body).json();

            JsonNode comparison = client.post("/v1/comparisons", body).json();

            assertThat(comparison.path("held_credits")).isEqualTo(estimate.path("held_credits"));
            BigDecimal witness = product.upstream().book().total();
            assertThat(new BigDecimal(comparison.path("cost_usd").asText()))
                    .isEqualByComparingTo(witness);
            JsonNode after = client.get("/v1/credits").json();
            assertThat(
                            before.path("remaining")
                                    .decimalValue()
                                    .subtract(after.path("remaining").decimalValue()))
                    .isEqualByComparingTo(comparison.path("charged_credits").decimalValue());
        }
    }

    @Test
    void a_request_sent_fifty_times_at_once_is_one_comparison() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            ObjectNode body = Client.body("Once.", "fake/ok", "fake/ok-dated-slug");
            List<Callable<Client.Reply>> posts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                posts.add(() -> client.start(body, "Idempotency-Key", "the-very-same-key"));
            }

            List<Client.Reply> replies = AtOnce.run(posts);

            assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(202));
            assertThat(replies.stream().map(reply -> reply.text("id")).distinct()).hasSize(1);
            assertThat(product.number("SELECT count(*) FROM comparisons"))
                    .isEqualByComparingTo("1");
            assertThat(product.number("SELECT count(*) FROM holds")).isEqualByComparingTo("1");
            assertThat(
                            client.start(
                                            Client.body("Other.", "fake/ok"),
                                            "Idempotency-Key",
                                            "the-very-same-key")
                                    .text("code"))
                    .isEqualTo("idempotency_mismatch");
        }
    }
}
