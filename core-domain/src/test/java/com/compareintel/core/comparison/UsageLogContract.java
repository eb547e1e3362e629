package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.MIDNIGHT;
import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageLog.Found;
import com.compareintel.core.usage.UsageLog.Line;
import com.compareintel.core.usage.UsageLog.Months;
import com.compareintel.core.usage.UsageLog.Span;
import com.compareintel.core.usage.UsageTotal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What any [UsageLog] promises, and the [Comparisons] whose ends are in it. Every test gets empty
/// books.
public abstract class UsageLogContract {
    private static final Span TODAY =
            new Span("today", MIDNIGHT.minus(Duration.ofDays(1)), MIDNIGHT);
    private static final Span TOMORROW =
            new Span("tomorrow", MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));

    private static final Months NO_MONTHS =
            new Months(YearMonth.of(2026, 3), YearMonth.of(2026, 2));

    private final Caller caller = Samples.account(50);

    protected abstract Comparisons comparisons();

    protected abstract UsageLog log();

    private NewComparison ended(Caller who, Instant at, AnswerEnding... endings) {
        NewComparison comparison = Draft.of(who).inNewConversation("T").build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        for (AnswerEnding ending : endings) {
            comparisons().record(comparison.fence(), ending);
        }
        finish(comparison, at, endings);
        return comparison;
    }

    private void finish(NewComparison comparison, Instant at, AnswerEnding... endings) {
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), endings),
                        0,
                        at);
    }

    private static AnswerEnding completed(String model) {
        return Samples.completed(model, "text", "0.0100000000001");
    }

    private static UsageTotal total(
            long comparisons, long answers, long metered, String usd, Optional<Credits> credits) {
        return new UsageTotal(
                comparisons,
                answers,
                10 * metered,
                20 * metered,
                5 * metered,
                3 * metered,
                Usd.of(usd),
                credits);
    }

    private List<Line> of(Caller who, Span... spans) {
        Found found = log().bySpan(who.owner(), List.of(spans), NO_MONTHS);
        assertThat(found.folded()).isEmpty();
        assertThat(found.total()).isEqualTo(Found.sum(found.lines()));
        return found.lines();
    }

    private List<Line> byModel(Caller who) {
        Found found = log().byModel(who.owner(), TODAY, NO_MONTHS);
        assertThat(found.folded()).isEmpty();
        assertThat(found.total()).isEqualTo(Found.sum(of(who, TODAY)));
        return found.lines();
    }

    @Test
    void what_never_ended_is_not_in_it() {
        comparisons().admit(Draft.of(caller).build());

        assertThat(of(caller, TODAY)).isEmpty();
        assertThat(byModel(caller)).isEmpty();
    }

    @Test
    void a_comparison_counts_once_with_its_charge_and_each_answer_with_its_tokens_and_cost() {
        ended(caller, NOW, completed("a/one"), Samples.failed("b/two", "half", "0.001"));

        assertThat(of(caller, TODAY, TOMORROW))
                .containsExactly(
                        new Line(
                                "today",
                                total(1, 2, 1, "0.0110000000001", Optional.of(Credits.of(2)))));
    }

    @Test
    void a_comparison_belongs_to_the_span_it_ended_in_whose_end_is_not_in_it() {
        ended(caller, MIDNIGHT.minusMillis(1), completed("a/one"), completed("b/two"));
        ended(caller, MIDNIGHT, completed("a/one"));

        assertThat(of(caller, TODAY, TOMORROW))
                .containsExactly(
                        new Line(
                                "today",
                                total(1, 2, 2, "0.0200000000002", Optional.of(Credits.of(3)))),
                        new Line(
                                "tomorrow",
                                total(1, 1, 1, "0.0100000000001", Optional.of(Credits.of(2)))));
    }

    @Test
    void by_model_it_tells_answers_without_credits() {
        ended(caller, NOW, completed("b/two"), completed("a/one"));
        ended(caller, NOW, completed("a/one"));

        assertThat(byModel(caller))
                .containsExactly(
                        new Line("a/one", total(2, 2, 2, "0.0200000000002", Optional.empty())),
                        new Line("b/two", total(1, 1, 1, "0.0100000000001", Optional.empty())));
    }

    @Test
    void it_is_written_once_however_often_an_end_is_told() {
        NewComparison comparison = ended(caller, NOW, completed("a/one"));
        finish(comparison, NOW.plusSeconds(1), completed("a/one"));
        Fence zombie = new Fence(comparison.id(), comparison.fence().instance(), 7);
        comparisons()
                .finish(
                        zombie,
                        Samples.settlement(comparison.plan().hold(), completed("a/one")),
                        0,
                        NOW);

        assertThat(of(caller, TODAY).getFirst().total().comparisons()).isEqualTo(1);
        assertThat(of(caller, TODAY).getFirst().total().answers()).isEqualTo(1);
    }

    @Test
    void everybody_sees_their_own_also_behind_the_same_network() {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Pool pool = new Pool(network.key(), Samples.daily(50));
        Caller one = Samples.visitor(network, pool);
        Caller other = Samples.visitor(network, pool);
        ended(one, NOW, completed("a/one"));
        ended(caller, NOW, completed("a/one"));

        assertThat(of(one, TODAY)).hasSize(1);
        assertThat(of(other, TODAY)).isEmpty();
        assertThat(byModel(other)).isEmpty();
    }
}
