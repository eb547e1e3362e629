package com.compareintel.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [ModelPrice], [Rates] and [TierRule].
class ModelPriceTest {
    private static Rates rates(String input, String output, String request) {
        return new Rates(Usd.of(input), Usd.of(output), Usd.of(request));
    }

    private static final Rates BASE = rates("1", "10", "0.5");
    private static final Rates LONG = rates("2", "15", "0.5");
    private static final Rates NIGHT = rates("0.1", "20", "0");

    @Test
    void a_call_costs_its_tokens_and_the_request() {
        assertThat(rates("0.000001", "0.000002", "0.01").costOf(1_000, 500))
                .isEqualTo(Usd.of("0.012"));
        assertThat(Rates.FREE.costOf(1_000_000, 1_000_000)).isEqualTo(Usd.ZERO);
    }

    @Test
    void input_from_the_cache_has_its_own_price() {
        Rates cheap = keeping("1", "0.1", "1.25");

        assertThat(cheap.costOf(10, 4, 0)).isEqualTo(Usd.of("6.4"));
        assertThat(cheap.costOf(10, 11, 0)).isEqualTo(Usd.of("1"));
        assertThat(rates("1", "0", "0").costOf(10, 4, 0)).isEqualTo(Usd.of("10"));
    }

    @Test
    void input_to_be_kept_is_reckoned_at_the_dearer_rate() {
        assertThat(keeping("1", "0.1", "1.25").whenKept().input()).isEqualTo(Usd.of("1.25"));
        assertThat(keeping("1", "0.1", "0.5").whenKept().input()).isEqualTo(Usd.of("1"));
        assertThat(BASE.whenKept()).isEqualTo(BASE);
        assertThat(keeping("1", "0.1", "1.25").max(keeping("2", "0.05", "1")))
                .isEqualTo(keeping("2", "0.1", "1.25"));
        assertThat(BASE.max(keeping("0", "0", "1.25")).keptInput()).contains(Usd.of("1.25"));
    }

    private static Rates keeping(String input, String cached, String kept) {
        return new Rates(
                Usd.of(input), Usd.ZERO, Usd.ZERO, Usd.of(cached), Optional.of(Usd.of(kept)));
    }

    @Test
    void a_threshold_applies_to_strictly_longer_prompts() {
        ModelPrice price = new ModelPrice(BASE, List.of(new PriceOverride(200_000, false, LONG)));

        assertThat(price.of(200_000)).isEqualTo(BASE);
        assertThat(price.of(200_001)).isEqualTo(LONG);
    }

    @Test
    void the_last_override_that_applies_wins() {
        Rates longer = rates("3", "30", "0");
        ModelPrice price =
                new ModelPrice(
                        BASE,
                        List.of(
                                new PriceOverride(100, false, LONG),
                                new PriceOverride(200, false, longer)));

        assertThat(price.of(150)).isEqualTo(LONG);
        assertThat(price.of(250)).isEqualTo(longer);
    }

    @Test
    void rates_of_certain_hours_are_held_for_but_not_charged() {
        ModelPrice price = new ModelPrice(BASE, List.of(new PriceOverride(-1, true, NIGHT)));

        assertThat(price.of(10)).isEqualTo(BASE);
        assertThat(price.bound(10)).isEqualTo(rates("1", "20", "0.5"));
    }

    @Test
    void the_bound_covers_every_cost_of_a_shorter_prompt() {
        long seed = System.nanoTime();
        System.out.println("price seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            ModelPrice price =
                    new ModelPrice(
                            randomRates(random),
                            IntStream.range(0, random.nextInt(4))
                                    .mapToObj(i ->
                                            new PriceOverride(
                                                    random.nextInt(1_000) - 1,
                                                    random.nextBoolean(),
                                                    randomRates(random)))
                                    .toList());
            long most = random.nextInt(2_000);
            long output = random.nextInt(1_000);
            long actual = random.nextLong(most + 1);

            assertThat(price.bound(most).costOf(most, output))
                    .isGreaterThanOrEqualTo(
                            price.of(actual).costOf(actual, random.nextLong(output + 1)));
        }
    }

    private static Rates randomRates(Random random) {
        return rates(
                "0.00000" + random.nextInt(100),
                "0.0000" + random.nextInt(100),
                "0.00" + random.nextInt(10));
    }

    @ParameterizedTest(name = "{0} at {1} dollars a million needs {2}")
    @CsvSource({
        "a/model, 0, ANONYMOUS",
        "a/model, 1, ANONYMOUS",
        "a/model, 1.000001, FREE",
        "a/model, 5, FREE",
        "a/model, 5.000001, STARTER",
        "a/model, 600, STARTER",
        "a/model:free, 600, ANONYMOUS",
        "a/free, 600, STARTER",
        "a/chosen, 0, PRO"
    })
    void the_output_price_decides_the_minimum_tier(String model, String perMillion, Tier minimum) {
        Usd perToken = new Usd(Usd.of(perMillion).amount().movePointLeft(6));
        TierRule rule =
                new TierRule(Usd.of("1"), Usd.of("5"), Map.of(new ModelId("a/chosen"), Tier.PRO));

        assertThat(
                        rule.minimumTier(
                                new ModelId(model),
                                ModelPrice.flat(new Rates(Usd.ZERO, perToken, Usd.ZERO))))
                .isEqualTo(minimum);
    }
}
