package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Settlement.PlatformKind;
import com.compareintel.core.comparison.Settlement.PlatformLine;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static PlatformLine line(PlatformKind kind, String usd) {
        return new PlatformLine(kind, new BigDecimal(usd));
    }

    @Test
    void costs_are_summed_and_rounded_up_once() {
        Settlement settlement =
                Samples.settlement(
                        Credits.of(10),
                        Samples.completed("a/one", "x", "0.004"),
                        Samples.completed("b/two", "x", "0.004"),
                        Samples.completed("c/three", "x", "0.004"));

        assertThat(settlement)
                .isEqualTo(
                        new Settlement(
                                ComparisonStatus.COMPLETED,
                                Credits.of(2),
                                Usd.of("0.012"),
                                List.of(line(PlatformKind.ROUNDING, "-0.008"))));
    }

    @Test
    void an_even_cost_leaves_the_platform_nothing() {
        Settlement settlement =
                Samples.settlement(Credits.of(10), Samples.completed("a/one", "x", "0.03"));

        assertThat(settlement.charge()).isEqualTo(Credits.of(3));
        assertThat(settlement.platform()).isEmpty();
    }

    @Test
    void a_free_answer_that_counts_costs_one_increment() {
        Settlement settlement =
                Samples.settlement(Credits.of(1), Samples.completed("a/one", "x", "0"));

        assertThat(settlement.charge()).isEqualTo(Credits.of(1));
        assertThat(settlement.platform()).containsExactly(line(PlatformKind.ROUNDING, "-0.01"));
    }

    @Test
    void when_nothing_counts_nothing_is_charged_and_the_platform_pays() {
        Settlement settlement =
                Samples.settlement(
                        Credits.of(10),
                        Samples.failed("a/one", "half", "0.004"),
                        Samples.failed("b/two", "", "0"));

        assertThat(settlement)
                .isEqualTo(
                        new Settlement(
                                ComparisonStatus.FAILED,
                                Credits.NONE,
                                Usd.of("0.004"),
                                List.of(line(PlatformKind.ABSORBED, "0.004"))));
    }

    @Test
    void a_cost_above_the_hold_is_the_platforms() {
        Settlement settlement =
                Samples.settlement(Credits.of(2), Samples.completed("a/one", "x", "0.0251"));

        assertThat(settlement.charge()).isEqualTo(Credits.of(2));
        assertThat(settlement.platform()).containsExactly(line(PlatformKind.EXCESS, "0.0051"));
    }

    @Test
    void a_comparison_all_of_whose_answers_were_cancelled_before_dispatch_is_free() {
        Settlement settlement = Samples.settlement(Credits.of(2));

        assertThat(settlement.charge()).isEqualTo(Credits.NONE);
        assertThat(settlement.cost()).isEqualTo(Usd.ZERO);
        assertThat(settlement.platform()).isEmpty();
    }

    @Test
    void the_charge_stays_within_the_hold_and_the_books_are_equal_to_the_last_decimal() {
        long seed = System.nanoTime();
        System.out.println("settlement seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            CreditRate rate = new CreditRate(new Credits(1 + random.nextInt(2_000)));
            Credits hold = new Credits(rate.increment().milli() * (1 + random.nextInt(20)));
            List<AnswerEnding> endings = endings(random);

            Settlement settlement = Settlement.of(hold, endings, rate);

            BigDecimal paid = rate.worthOf(settlement.charge()).amount();
            for (PlatformLine line : settlement.platform()) {
                paid = paid.add(line.usd());
                assertThat(line.usd().signum())
                        .isEqualTo(line.kind() == PlatformKind.ROUNDING ? -1 : 1);
            }
            assertThat(paid).isEqualByComparingTo(settlement.cost().amount());
            assertThat(hold.covers(settlement.charge())).isTrue();
            boolean counts = endings.stream().anyMatch(ending -> ending.bill().counts());
            assertThat(settlement.charge().covers(rate.increment())).isEqualTo(counts);
            assertThat(settlement.charge().milli() % rate.increment().milli()).isZero();
        }
    }

    @Test
    void a_cost_beyond_all_reason_charges_the_hold_and_is_the_platforms_excess() {
        Credits hold = Credits.of(5);

        Settlement settlement =
                Settlement.of(
                        hold,
                        List.of(Samples.completed("m/1", "x", "1" + "0".repeat(59))),
                        CreditRate.STANDARD);

        assertThat(settlement.charge()).isEqualTo(hold);
        assertThat(settlement.platform()).hasSize(1);
        assertThat(settlement.platform().getFirst().kind()).isEqualTo(PlatformKind.EXCESS);
    }

    private static List<AnswerEnding> endings(Random random) {
        List<AnswerEnding> endings = new ArrayList<>();
        for (int model = random.nextInt(12); model >= 0; model--) {
            String usd = "0.0" + random.nextLong(1_000_000_000_000L);
            endings.add(
                    switch (random.nextInt(4)) {
                        case 0 -> Samples.failed("m/" + model, "x", usd);
                        case 1 -> Samples.cancelled("m/" + model, "x", usd);
                        default -> Samples.completed("m/" + model, "x", usd);
                    });
        }
        return endings;
    }
}
