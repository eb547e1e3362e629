package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// Anonymous visitors, whose network pays whatever they do.
final class VisitorJourney {
    private static BigDecimal remaining(Client client, String... headers) {
        return client.get("/v1/credits", headers).json().path("remaining").decimalValue();
    }

    @Test
    void clearing_cookies_refills_nothing_and_shows_nothing_of_the_other() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client first = Client.visitor(product.uri());
                Client second = Client.visitor(product.uri())) {
            JsonNode comparison =
                    first.post("/v1/comparisons", Client.body("Tides?", "fake/ok")).json();
            assertThat(comparison.path("status").asText()).isEqualTo("completed");
            BigDecimal left = remaining(first);

            assertThat(left).isLessThan(new BigDecimal(50));
            assertThat(remaining(second)).isEqualByComparingTo(left);
            String path = "/v1/comparisons/" + comparison.path("id").asText();
            assertThat(first.get(path).status()).isEqualTo(200);
            assertThat(second.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void forwarding_headers_from_anybody_change_nothing() throws Exception {
        try (RunningProduct product = RunningProduct.start(RunningProduct.options());
                Client client = Client.visitor(product.uri())) {
            client.post("/v1/comparisons", Client.body("Tides?", "fake/ok"));
            BigDecimal left = remaining(client);

            assertThat(remaining(client, "X-Forwarded-For", "203.0.113.7"))
                    .isEqualByComparingTo(left);
            assertThat(remaining(client, "Forwarded", "for=203.0.113.7"))
                    .isEqualByComparingTo(left);
            assertThat(remaining(client, "X-Real-IP", "203.0.113.7")).isEqualByComparingTo(left);
        }
    }

    @Test
    void all_addresses_of_one_64_share_an_allowance_and_a_48_has_four() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .trusting("127.0.0.0/8")
                                        .set("tiers.anonymous.credits", 2)
                                        .set("tiers.anonymous.comparisons-per-minute", 1_000)
                                        .set("visitors.network-comparisons-per-minute", 1_000));
                Client client = Client.visitor(product.uri())) {
            assertThat(compare(client, "2001:db8:1:1::1")).isEqualTo(200);
            assertThat(compare(client, "2001:db8:1:1:ffff::2")).isEqualTo(200);
            assertThat(compare(client, "2001:db8:1:1:abcd::3")).isEqualTo(402);
            for (String host : new String[] {"2", "2", "3", "3", "4", "4"}) {
                assertThat(compare(client, "2001:db8:1:" + host + "::1")).isEqualTo(200);
            }
            assertThat(compare(client, "2001:db8:1:5::1")).isEqualTo(402);
            assertThat(compare(client, "2001:db8:2:1::1")).isEqualTo(200);
            assertThat(compare(client, "198.51.100.7")).isEqualTo(200);
            assertThat(compare(client, "::ffff:198.51.100.7")).isEqualTo(200);
            assertThat(compare(client, "198.51.100.7")).isEqualTo(402);
        }
    }

    private static int compare(Client client, String address) {
        return client.post(
                        "/v1/comparisons",
                        Client.body("Tides?", "fake/ok-count-3"),
                        "X-Forwarded-For",
                        "203.0.113.9, " + address)
                .status();
    }

    @Test
    void all_visitors_together_have_a_daily_budget() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .trusting("127.0.0.0/8")
                                        .set("ANONYMOUS_DAILY_CREDITS", 3));
                Client client = Client.visitor(product.uri())) {
            assertThat(compare(client, "198.51.100.1")).isEqualTo(200);
            assertThat(compare(client, "198.51.100.2")).isEqualTo(200);
            assertThat(compare(client, "198.51.100.3")).isEqualTo(200);
            assertThat(compare(client, "198.51.100.4")).isEqualTo(402);
        }
    }
}
