package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PricesTest {
    private static final Instant NOON = Instant.parse("2026-08-20T12:00:00Z");

    @Test
    void a_call_costs_tokens_times_prices_exactly() {
        var prices =
                new Prices(
                        Map.of("prompt", "0.00000008333333333333334", "completion", "0.000001"),
                        List.of());

        assertThat(prices.charge(new TokenCount(3, 7, 2), NOON))
                .isEqualByComparingTo(new BigDecimal("0.00000725000000000000002"));
    }

    @Test
    void a_request_fee_comes_on_top() {
        var prices = Prices.perMillion("1", "2").with("request", "0.002");

        assertThat(prices.charge(new TokenCount(10, 10, 0), NOON)).isEqualByComparingTo("0.00203");
    }

    @Test
    void reasoning_has_its_own_price_where_one_is_listed() {
        var prices = Prices.perMillion("0", "1").with("internal_reasoning", "0.000005");

        assertThat(prices.charge(new TokenCount(10, 10, 4), NOON)).isEqualByComparingTo("0.000026");
    }

    @Test
    void a_prompt_above_the_threshold_is_charged_at_the_special_price() {
        var prices =
                Prices.perMillion("1", "1")
                        .specially(new Prices.Special(200, "", "", Map.of("prompt", "0.000002")));

        assertThat(prices.charge(new TokenCount(200, 0, 0), NOON)).isEqualByComparingTo("0.0002");
        assertThat(prices.charge(new TokenCount(201, 0, 0), NOON)).isEqualByComparingTo("0.000402");
    }

    @Test
    void hours_may_wrap_midnight() {
        var prices =
                Prices.perMillion("1", "1")
                        .specially(
                                new Prices.Special(0, "2200", "0600", Map.of("completion", "0")));
        var one = new TokenCount(0, 1, 0);

        assertThat(prices.charge(one, Instant.parse("2026-08-20T21:59:59Z"))).isPositive();
        assertThat(prices.charge(one, Instant.parse("2026-08-20T22:00:00Z"))).isZero();
        assertThat(prices.charge(one, Instant.parse("2026-08-21T05:59:59Z"))).isZero();
        assertThat(prices.charge(one, Instant.parse("2026-08-21T06:00:00Z"))).isPositive();
    }

    @Test
    void the_later_special_price_wins() {
        var prices =
                Prices.perMillion("1", "1")
                        .specially(
                                new Prices.Special(
                                        10,
                                        "",
                                        "",
                                        Map.of("prompt", "0.000002", "completion", "0.000002")),
                                new Prices.Special(20, "", "", Map.of("prompt", "0.000003")));

        assertThat(prices.charge(new TokenCount(21, 1, 0), NOON)).isEqualByComparingTo("0.000065");
    }

    @Test
    void a_router_charges_the_standard_price_of_what_is_behind_it() {
        var router = Prices.standard().with("prompt", "-1").with("completion", "-1");

        assertThat(router.charge(new TokenCount(10, 10, 0), NOON)).isEqualByComparingTo("0.000005");
    }
}
