package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.PriceOverride;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of endings. One input token costs a dollar, one output token ten, a call half a
/// dollar.
class BillTest {
    private static final ModelPrice PRICE =
            ModelPrice.flat(new Rates(Usd.of("1"), Usd.of("10"), Usd.of("0.5")));
    private static final ModelPrice FREE = ModelPrice.flat(Rates.FREE);
    private static final Usage NOTHING = new Usage(0, 0, 0, 0);

    /// 4 + 20 + 0.5 dollars at list price.
    private static final Usage RELAYED = new Usage(4, 2, 1, 0);

    record Case(
            String name,
            AnswerStatus status,
            Bill.Meter meter,
            ModelPrice price,
            boolean counts,
            String user,
            String platform,
            String cost,
            CostSource source) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bill.Meter meter(boolean hasOutput, Usage usage, String cost, Usage relayed) {
        return new Bill.Meter(
                true,
                hasOutput,
                usage.equals(NOTHING) ? Optional.empty() : Optional.of(usage),
                cost.isEmpty() ? Optional.empty() : Optional.of(Usd.of(cost)),
                relayed);
    }

    private static Case of(
            String name,
            AnswerStatus status,
            Bill.Meter meter,
            boolean counts,
            String user,
            String platform,
            String cost,
            CostSource source) {
        return new Case(name, status, meter, PRICE, counts, user, platform, cost, source);
    }

    static Stream<Case> endings() {
        Usage reported = new Usage(5, 3, 1, 0);
        AnswerStatus completed = AnswerStatus.COMPLETED;
        AnswerStatus failed = AnswerStatus.FAILED;
        AnswerStatus cancelled = AnswerStatus.CANCELLED;
        CostSource provider = CostSource.PROVIDER;
        CostSource estimated = CostSource.ESTIMATED;
        return Stream.of(
                of(
                        "completed: the cost the provider reports, whatever the list price",
                        completed,
                        meter(true, reported, "33.123", RELAYED),
                        true,
                        "33.123",
                        "0",
                        "33.123",
                        provider),
                of(
                        "completed without a cost: the reported tokens at list price",
                        completed,
                        meter(true, reported, "", RELAYED),
                        true,
                        "35.5",
                        "0",
                        "35.5",
                        estimated),
                of(
                        "completed without cost and usage: what was counted at list price",
                        completed,
                        meter(true, NOTHING, "", RELAYED),
                        true,
                        "24.5",
                        "0",
                        "24.5",
                        estimated),
                of(
                        "completed at a cost of zero for priced tokens: the cost is unknown",
                        completed,
                        meter(true, reported, "0", RELAYED),
                        true,
                        "35.5",
                        "0",
                        "35.5",
                        estimated),
                new Case(
                        "completed at a cost of zero where nothing has a price: free, and it counts",
                        completed,
                        meter(true, reported, "0", RELAYED),
                        FREE,
                        true,
                        "0",
                        "0",
                        "0",
                        provider),
                of(
                        "failed without output, usage and cost: nobody pays",
                        failed,
                        meter(false, NOTHING, "", new Usage(4, 0, 0, 0)),
                        false,
                        "0",
                        "0",
                        "0",
                        estimated),
                of(
                        "failed without output though the provider charges: the platform pays",
                        failed,
                        meter(false, NOTHING, "2.5", new Usage(4, 0, 0, 0)),
                        false,
                        "0",
                        "2.5",
                        "2.5",
                        provider),
                of(
                        "failed after output: the platform pays for what was relayed",
                        failed,
                        meter(true, NOTHING, "", RELAYED),
                        false,
                        "0",
                        "24.5",
                        "24.5",
                        estimated),
                of(
                        "failed after output with a cost: the platform pays that",
                        failed,
                        meter(true, reported, "12", RELAYED),
                        false,
                        "0",
                        "12",
                        "12",
                        provider),
                of(
                        "cancelled: prompt and relayed output at list price",
                        cancelled,
                        meter(true, NOTHING, "", RELAYED),
                        true,
                        "24.5",
                        "0",
                        "24.5",
                        estimated),
                of(
                        "cancelled before any output but after dispatch: the prompt",
                        cancelled,
                        meter(false, NOTHING, "", new Usage(4, 0, 0, 0)),
                        true,
                        "4.5",
                        "0",
                        "4.5",
                        estimated),
                of(
                        "cancelled with a lower cost: that cost",
                        cancelled,
                        meter(true, reported, "20", RELAYED),
                        true,
                        "20",
                        "0",
                        "20",
                        provider),
                of(
                        "cancelled with a higher cost: the list price, the rest is the platform's",
                        cancelled,
                        meter(true, reported, "30", RELAYED),
                        true,
                        "24.5",
                        "5.5",
                        "30",
                        provider),
                of(
                        "cancelled before dispatch: nothing, and it does not count",
                        cancelled,
                        new Bill.Meter(false, false, Optional.empty(), Optional.empty(), NOTHING),
                        false,
                        "0",
                        "0",
                        "0",
                        estimated));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void each_ending_has_its_bill(Case ending) {
        assertThat(Bill.of(ending.status(), ending.meter(), ending.price()))
                .isEqualTo(
                        new Bill(
                                ending.counts(),
                                Usd.of(ending.user()),
                                Usd.of(ending.platform()),
                                new Answer.Cost(Usd.of(ending.cost()), ending.source())));
    }

    @Test
    void a_long_prompt_is_estimated_at_the_rates_for_long_prompts() {
        ModelPrice stepped =
                new ModelPrice(
                        PRICE.base(),
                        List.of(
                                new PriceOverride(
                                        4, false, new Rates(Usd.of("2"), Usd.of("20"), Usd.ZERO))));

        Bill bill =
                Bill.of(
                        AnswerStatus.COMPLETED,
                        meter(true, new Usage(5, 1, 0, 0), "", RELAYED),
                        stepped);

        assertThat(bill.user()).isEqualTo(Usd.of("30"));
    }

    @Test
    void tokens_from_the_cache_are_estimated_at_the_price_of_the_cache() {
        ModelPrice cached =
                ModelPrice.flat(
                        new Rates(
                                Usd.of("1"),
                                Usd.of("10"),
                                Usd.of("0.5"),
                                Usd.of("0.1"),
                                Optional.empty()));

        Bill bill =
                Bill.of(
                        AnswerStatus.COMPLETED,
                        meter(true, new Usage(5, 1, 0, 4), "", RELAYED),
                        cached);

        assertThat(bill.user()).isEqualTo(Usd.of("11.9"));
        assertThat(bill.cost().source()).isEqualTo(CostSource.ESTIMATED);
    }

    @ParameterizedTest
    @EnumSource(
            value = AnswerStatus.class,
            names = {"QUEUED", "RUNNING"})
    void there_is_no_bill_before_the_end(AnswerStatus status) {
        Bill.Meter meter = meter(true, NOTHING, "", RELAYED);

        assertThatThrownBy(() -> Bill.of(status, meter, PRICE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void user_and_platform_together_pay_the_cost_and_users_only_for_what_counts() {
        long seed = System.nanoTime();
        System.out.println("bill seed " + seed);
        Random random = new Random(seed);
        List<AnswerStatus> ends =
                Stream.of(AnswerStatus.values()).filter(AnswerStatus::isFinal).toList();
        for (int i = 0; i < 5_000; i++) {
            Bill.Meter meter =
                    new Bill.Meter(
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean() ? Optional.of(usage(random)) : Optional.empty(),
                            random.nextBoolean()
                                    ? Optional.of(Usd.of("" + random.nextInt(60)))
                                    : Optional.empty(),
                            usage(random));

            Bill bill =
                    Bill.of(
                            ends.get(random.nextInt(ends.size())),
                            meter,
                            random.nextInt(4) == 0 ? FREE : PRICE);

            assertThat(bill.user().plus(bill.platform())).isEqualTo(bill.cost().amount());
            assertThat(bill.counts() || bill.user().isZero()).isTrue();
        }
    }

    private static Usage usage(Random random) {
        return new Usage(random.nextInt(10), random.nextInt(5), 0, 0);
    }
}
