package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageLog.Found;
import com.compareintel.core.usage.UsageLog.Line;
import com.compareintel.core.usage.UsageLog.Months;
import com.compareintel.core.usage.UsageLog.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What any [UsageFolding] promises together with the [UsageLog] that it folds. Every test gets
/// empty books.
public abstract class UsageFoldingContract {
    private static final YearMonth THIS = YearMonth.from(NOW.atOffset(ZoneOffset.UTC));
    private static final Instant NEXT_MONTH =
            THIS.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Months ALL = new Months(THIS.minusYears(1), THIS.plusYears(1));
    private static final Span ALWAYS =
            new Span("always", NOW.minus(Duration.ofDays(365)), NOW.plus(Duration.ofDays(365)));

    private final Caller caller = Samples.account(50);

    protected abstract Comparisons comparisons();

    protected abstract UsageLog log();

    protected abstract UsageFolding folding();

    /// Three rows.
    private void ended(Caller who, Instant at) {
        NewComparison comparison = Draft.of(who).inNewConversation("T").build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        AnswerEnding[] endings = {
            Samples.completed("a/one", "text", "0.0100000000001"),
            Samples.failed("b/two", "half", "0.001")
        };
        for (AnswerEnding ending : endings) {
            comparisons().record(comparison.fence(), ending);
        }
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), endings),
                        0,
                        at);
    }

    private Found found(Caller who) {
        return log().bySpan(who.owner(), List.of(ALWAYS), ALL);
    }

    @Test
    void what_is_folded_is_told_by_its_month_and_sums_up_to_the_same() {
        ended(caller, NOW);
        ended(caller, NOW.plusSeconds(1));
        ended(caller, NEXT_MONTH);
        Found before = found(caller);
        Found models = log().byModel(caller.owner(), ALWAYS, ALL);

        assertThat(folding().fold(NEXT_MONTH.plusSeconds(1), 100)).isEqualTo(9);

        Found after = found(caller);
        assertThat(after.lines()).isEmpty();
        assertThat(after.folded())
                .extracting(Line::name)
                .containsExactly(THIS.toString(), THIS.plusMonths(1).toString());
        assertThat(after.folded().getFirst().total().comparisons()).isEqualTo(2);
        assertThat(after.total()).isEqualTo(before.total());
        Found foldedModels = log().byModel(caller.owner(), ALWAYS, ALL);
        assertThat(foldedModels.lines()).isEmpty();
        assertThat(foldedModels.total()).isEqualTo(models.total());
        assertThat(folding().fold(NEXT_MONTH.plusSeconds(1), 100)).isZero();
    }

    @Test
    void what_is_not_old_enough_stays_as_it_is() {
        ended(caller, NOW);
        ended(caller, NOW.plusMillis(1));
        Found before = found(caller);

        assertThat(folding().fold(NOW, 100)).isZero();
        assertThat(found(caller)).isEqualTo(before);
        assertThat(folding().fold(NOW.plusMillis(1), 100)).isEqualTo(3);

        assertThat(found(caller).lines().getFirst().total().comparisons()).isEqualTo(1);
        assertThat(found(caller).folded().getFirst().total().comparisons()).isEqualTo(1);
        assertThat(found(caller).total()).isEqualTo(before.total());
    }

    @Test
    void a_step_takes_the_oldest_up_to_its_limit_and_parts_no_comparison() {
        for (int i = 0; i < 4; i++) {
            ended(caller, NOW.plusSeconds(i));
        }

        assertThat(folding().fold(NEXT_MONTH, 4)).isEqualTo(6);

        assertThat(folding().due(NEXT_MONTH).rows()).isEqualTo(6);
        assertThat(folding().due(NOW.plusSeconds(2)).rows()).isZero();
        assertThat(folding().fold(NEXT_MONTH, 6)).isEqualTo(6);
        assertThat(folding().fold(NEXT_MONTH, 6)).isZero();
    }

    @Test
    void what_is_due_is_told_and_stays() {
        ended(caller, NOW);
        ended(caller, NEXT_MONTH);
        Found before = found(caller);

        assertThat(folding().due(NOW)).isEqualTo(new UsageFolding.Due(0, List.of()));
        assertThat(folding().due(NEXT_MONTH.plusSeconds(1)))
                .isEqualTo(new UsageFolding.Due(6, List.of(THIS, THIS.plusMonths(1))));

        assertThat(found(caller)).isEqualTo(before);
    }

    @Test
    void everybody_keeps_their_own_and_sees_the_months_that_they_ask_for() {
        Caller other = Samples.account(50);
        ended(caller, NOW);
        ended(other, NOW);
        ended(other, NOW);
        folding().fold(NEXT_MONTH, 100);

        assertThat(found(caller).total().comparisons()).isEqualTo(1);
        assertThat(found(other).total().comparisons()).isEqualTo(2);
        Months later = new Months(THIS.plusMonths(1), THIS.plusMonths(2));
        assertThat(log().bySpan(other.owner(), List.of(ALWAYS), later).folded()).isEmpty();
        assertThat(log().byModel(other.owner(), ALWAYS, later).folded()).isEmpty();
    }

    @Test
    void several_at_once_fold_every_row_once() throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            ended(caller, NOW.plusSeconds(i));
        }
        Found before = found(caller);

        int folded = 0;
        while (folding().due(NEXT_MONTH).rows() > 0) {
            folded +=
                    AtOnce.run(4, number -> folding().fold(NEXT_MONTH, 3)).stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        }

        assertThat(folded).isEqualTo(36);
        assertThat(found(caller).lines()).isEmpty();
        assertThat(found(caller).total()).isEqualTo(before.total());
    }

    @Test
    void places_of_months_change_nothing_of_what_is_known() {
        ended(caller, NOW);
        folding().open(THIS, THIS.plusMonths(2));
        ended(caller, NEXT_MONTH);
        Found before = found(caller);

        assertThat(folding().open(THIS, THIS.plusMonths(2))).isZero();
        assertThat(folding().drop(NEXT_MONTH.plus(Duration.ofDays(100)))).isBetween(0, 1);

        assertThat(found(caller)).isEqualTo(before);
        folding().fold(NEXT_MONTH.plusSeconds(1), 100);
        folding().drop(NEXT_MONTH.plus(Duration.ofDays(100)));
        assertThat(found(caller).total()).isEqualTo(before.total());
        ended(caller, NEXT_MONTH);
        assertThat(found(caller).total().comparisons()).isEqualTo(3);
    }
}
