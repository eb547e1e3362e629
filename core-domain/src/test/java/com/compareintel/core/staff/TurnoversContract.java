package com.compareintel.core.staff;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.staff.Turnovers.By;
import com.compareintel.core.staff.Turnovers.Line;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.UsageFolding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What any [Turnovers] promise of what [Comparisons] ended.
public abstract class TurnoversContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant FROM = Instant.parse("2026-03-10T00:00:00Z");

    private final Caller pro = Samples.account(1_000);
    private final Caller free =
            new Caller(
                    Samples.account(1).owner(),
                    pro.payer(),
                    Tier.FREE,
                    false,
                    pro.pools(),
                    pro.idempotencyScope());

    protected abstract Comparisons comparisons();

    protected abstract CreditLedger ledger();

    protected abstract Turnovers turnovers();

    protected abstract UsageFolding folding();

    private void ended(Caller caller, Instant at, String one, String two) {
        NewComparison comparison = Draft.of(caller).build();
        comparisons().admit(comparison);
        AnswerEnding first = Samples.completed("a/one", "x", one);
        AnswerEnding second = Samples.failed("b/two", "y", two);
        comparisons().record(comparison.fence(), first);
        comparisons().record(comparison.fence(), second);
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(Credits.of(3), first, second),
                        0,
                        at);
    }

    private void three() {
        ended(pro, NOW, "0.0100000000001", "0.005");
        ended(pro, NOW.plus(DAY), "0.01", "0");
        ended(free, NOW, "0.002", "0.001");
    }

    private List<Line> all(By by) {
        return turnovers().between(FROM, FROM.plus(DAY.multipliedBy(2)), by);
    }

    private static Line line(
            String name, long comparisons, long answers, String cost, long credits) {
        return new Line(name, comparisons, answers, Usd.of(cost), Credits.of(credits));
    }

    @Test
    void nothing_ended_makes_no_line() {
        comparisons().admit(Draft.of(pro).build());

        for (By by : By.values()) {
            assertThat(all(by)).isEmpty();
        }
    }

    @Test
    void revenue_and_cost_are_summed_by_tier_day_and_model() {
        three();

        assertThat(all(By.TIER))
                .containsExactly(
                        line("free", 1, 2, "0.003", 1),
                        line("pro_plus", 2, 4, "0.0250000000001", 3));
        assertThat(all(By.DAY))
                .containsExactly(
                        line("2026-03-10", 2, 4, "0.0180000000001", 3),
                        line("2026-03-11", 1, 2, "0.01", 1));
        assertThat(all(By.MODEL))
                .containsExactly(
                        line("a/one", 3, 3, "0.0220000000001", 0), line("b/two", 3, 3, "0.006", 0));
    }

    @Test
    void a_span_begins_with_its_first_instant_and_ends_before_its_last() {
        three();

        assertThat(turnovers().between(NOW, NOW.plus(DAY), By.DAY)).hasSize(1);
        assertThat(turnovers().between(NOW.plusMillis(1), NOW.plus(DAY), By.DAY)).isEmpty();
    }

    @Test
    void revenue_is_what_the_ledger_says_was_charged() {
        three();
        long charged =
                -ledger().entries(pro.pools().getFirst().key(), 100).stream()
                        .filter(entry -> entry.posting().kind() == EntryKind.CHARGE)
                        .mapToLong(entry -> entry.posting().milli())
                        .sum();

        for (By by : List.of(By.TIER, By.DAY)) {
            assertThat(all(by).stream().mapToLong(line -> line.charged().milli()).sum())
                    .isEqualTo(charged);
        }
    }

    @Test
    void what_was_folded_is_neither_lost_nor_counted_twice() {
        three();
        Instant month = Instant.parse("2026-03-01T00:00:00Z");
        Instant end = FROM.plus(DAY.multipliedBy(2));
        List<Line> before = new ArrayList<>(turnovers().between(month, end, By.TIER));
        before.addAll(turnovers().between(month, end, By.MODEL));

        folding().fold(FROM.plus(DAY), 1_000);

        List<Line> after = new ArrayList<>(turnovers().between(month, end, By.TIER));
        after.addAll(turnovers().between(month, end, By.MODEL));
        assertThat(after).isEqualTo(before);
        assertThat(turnovers().between(month, end, By.DAY))
                .containsExactly(
                        line("2026-03", 2, 4, "0.0180000000001", 3),
                        line("2026-03-11", 1, 2, "0.01", 1));
    }
}
