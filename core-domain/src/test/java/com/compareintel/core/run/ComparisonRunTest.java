package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of a run, one signal at a time.
final class ComparisonRunTest {
    private static final ModelId A = new ModelId("test/a");
    private static final ModelId B = new ModelId("test/b");

    private final List<Effect> effects = new ArrayList<>();
    private Instant now = Runs.START;
    private ComparisonRun run = begin(model(A), model(B));

    private static ModelCard model(ModelId id) {
        return Runs.model(id.value(), Reasoning.NONE);
    }

    private ComparisonRun begin(ModelCard... cards) {
        return begin(new RetryBudget(10), cards);
    }

    private ComparisonRun begin(RetryBudget budget, ModelCard... cards) {
        var plan = Runs.plan(cards);
        run =
                ComparisonRun.first(
                        Runs.admitted(plan),
                        plan,
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        budget,
                        new Random(1));
        effects.clear();
        tell(new Signal.Begun());
        for (ModelCard card : cards) {
            tell(new Signal.SlotGranted(card.id()));
        }
        return run;
    }

    /// Whoever goes for a slot once more gets it at once.
    private void tell(Signal signal) {
        List<Effect> wanted = run.on(signal, now);
        effects.addAll(wanted);
        for (Effect effect : wanted) {
            if (effect instanceof Effect.TakeSlot(PlannedAnswer answer, boolean again) && again) {
                tell(new Signal.SlotGranted(answer.card().id()));
            }
        }
    }

    private void hear(ModelId model, ProviderSignal signal) {
        hear(model, 1, signal);
    }

    private void hear(ModelId model, int call, ProviderSignal signal) {
        tell(new Signal.Heard(model, call, signal));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        tell(new Signal.DeadlinePassed());
    }

    /// Does what the runner would: bills, stores and settles everything that waits for it.
    private void store() {
        List<Effect> pending = List.copyOf(effects);
        effects.clear();
        for (Effect effect : pending) {
            if (effect instanceof Effect.Store(EndedAnswer answer)) {
                tell(new Signal.Stored(answer.bill(text -> text.length())));
            }
        }
        for (Effect effect : List.copyOf(effects)) {
            if (effect instanceof Effect.Settle settle) {
                tell(new Signal.Settled(Runs.closing(settle, now)));
            }
        }
    }

    private <T> List<T> seen(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Effect effect : effects) {
            if (kind.isInstance(effect)) {
                found.add(kind.cast(effect));
            }
            if (effect instanceof Effect.Publish(ComparisonEvent event) && kind.isInstance(event)) {
                found.add(kind.cast(event));
            }
        }
        return found;
    }

    private AnswerEnding endingOf(ModelId model) {
        return seen(Effect.Store.class).stream()
                .map(Effect.Store::answer)
                .filter(answer -> answer.answer().model().equals(model))
                .findFirst()
                .orElseThrow()
                .bill(text -> text.length());
    }

    private static ProviderSignal.Ended ended(String cost) {
        return new ProviderSignal.Ended(
                FinishReason.STOP, Optional.of(new Usage(4, 10, 0, 0)), Optional.of(Usd.of(cost)));
    }

    private static ProviderSignal.Failed failed(FailureCode code, int retries) {
        return ProviderSignal.Failed.of(new AnswerFailure(code, true), retries);
    }

    @Test
    void the_first_event_is_the_start_of_the_comparison() {
        assertThat(effects.getFirst())
                .isInstanceOfSatisfying(
                        Effect.Publish.class,
                        publish ->
                                assertThat(publish.event())
                                        .isInstanceOf(ComparisonEvent.Started.class));
    }

    @Test
    void an_ending_is_told_only_once_it_is_stored() {
        hear(A, new ProviderSignal.Text("High and low."));
        hear(A, ended("0.002"));
        assertThat(seen(ComparisonEvent.AnswerCompleted.class)).isEmpty();

        store();

        assertThat(seen(ComparisonEvent.AnswerCompleted.class)).hasSize(1);
        assertThat(seen(ComparisonEvent.Finished.class)).isEmpty();
    }

    @Test
    void the_comparison_is_settled_when_all_endings_are_stored_and_finished_when_that_is_stored() {
        hear(A, new ProviderSignal.Text("High."));
        hear(A, ended("0.002"));
        hear(B, new ProviderSignal.Text("Low."));
        hear(B, ended("0.011"));

        store();

        assertThat(seen(Effect.Settle.class)).hasSize(1);
        var finished = seen(ComparisonEvent.Finished.class).getFirst();
        assertThat(finished.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(finished.closing().charged()).isEqualTo(Credits.of(2));
        assertThat(finished.closing().cost()).isEqualTo(Usd.of("0.013"));
        assertThat(effects.getLast()).isEqualTo(new Effect.Retire());
    }

    @Test
    void a_provider_that_reports_no_cost_is_charged_at_list_price() {
        hear(A, new ProviderSignal.Text("Hi"));
        hear(A, new ProviderSignal.Ended(FinishReason.STOP, Optional.empty(), Optional.empty()));

        AnswerEnding ending = endingOf(A);

        // 4 tokens of prompt at 1 and 2 of text at 2 dollars per million
        assertThat(ending.bill().user()).isEqualTo(Usd.of("0.000008"));
        assertThat(ending.bill().cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(ending.answer().usage()).contains(new Usage(4, 2, 0, 0));
    }

    @Test
    void one_failing_answer_disturbs_no_other() {
        hear(A, failed(FailureCode.REFUSED_UPSTREAM, 0));
        hear(B, new ProviderSignal.Text("Low."));
        hear(B, ended("0.002"));

        store();

        assertThat(seen(ComparisonEvent.Finished.class).getFirst().status())
                .isEqualTo(ComparisonStatus.PARTIAL);
    }

    @Test
    void a_failure_before_the_first_data_is_retried_and_readers_see_nothing_of_it() {
        hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        assertThat(endings()).isEmpty();

        pass(Duration.ofSeconds(1));

        assertThat(seen(Effect.Ask.class))
                .extracting(ask -> ask.answer().card().id(), Effect.Ask::call)
                .contains(org.assertj.core.groups.Tuple.tuple(A, 2));
        assertThat(seen(ComparisonEvent.AnswerStarted.class)).hasSize(2);
    }

    @Test
    void a_call_is_tried_three_times_at_most() {
        hear(A, 1, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        pass(Duration.ofSeconds(1));
        hear(A, 2, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        pass(Duration.ofSeconds(2));
        hear(A, 3, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        assertThat(endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true));
    }

    @Test
    void a_failure_after_the_first_data_is_an_ending_that_costs_the_user_nothing() {
        hear(A, new ProviderSignal.Text("Hi"));
        hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        AnswerEnding ending = endingOf(A);

        assertThat(ending.answer().status()).isEqualTo(AnswerStatus.FAILED);
        assertThat(ending.bill().user()).isEqualTo(Usd.ZERO);
        assertThat(ending.bill().platform()).isEqualTo(Usd.of("0.000008"));
    }

    @Test
    void a_retry_waits_as_long_as_the_provider_asks() {
        hear(
                A,
                new ProviderSignal.Failed(
                        new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                        2,
                        Optional.of(Duration.ofSeconds(20)),
                        Optional.empty(),
                        Optional.empty()));

        pass(Duration.ofSeconds(19));
        assertThat(seen(Effect.Ask.class)).hasSize(2);

        pass(Duration.ofSeconds(1));
        assertThat(seen(Effect.Ask.class)).hasSize(3);
    }

    @Test
    void a_retry_that_would_come_too_late_is_not_waited_for() {
        hear(
                A,
                new ProviderSignal.Failed(
                        new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                        2,
                        Optional.of(Duration.ofSeconds(61)),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(endingOf(A).answer().status()).isEqualTo(AnswerStatus.FAILED);
    }

    @Test
    void retries_end_with_the_budget_of_the_process() {
        begin(new RetryBudget(1), model(A), model(B));

        hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        hear(B, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        assertThat(endings()).containsExactly(B);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 59, 1", "BY_DEFAULT, 179, 1", "ON_REQUEST, 59, 1"})
    void an_answer_without_data_times_out(Reasoning reasoning, int patience, int more) {
        begin(Runs.model(A.value(), reasoning));

        pass(Duration.ofSeconds(patience));
        hear(A, new ProviderSignal.Accepted("gen-1"));
        assertThat(endings()).isEmpty();

        pass(Duration.ofSeconds(more));

        assertThat(endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.TIMEOUT, true));
        assertThat(seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
    }

    @Test
    void a_silence_between_data_stalls_the_answer() {
        hear(A, new ProviderSignal.Text("Hi"));
        hear(B, new ProviderSignal.Text("Lo"));
        pass(Duration.ofSeconds(59));
        hear(A, new ProviderSignal.Annotated());
        pass(Duration.ofSeconds(1));

        assertThat(endings()).containsExactly(B);
        assertThat(endingOf(B).answer().failure())
                .contains(new AnswerFailure(FailureCode.STALLED, true));
    }

    @Test
    void an_attempt_never_takes_longer_than_its_limit_however_lively_it_is() {
        for (int i = 0; i < 12; i++) {
            hear(A, new ProviderSignal.Text("."));
            now = now.plusSeconds(50);
        }
        tell(new Signal.DeadlinePassed());

        assertThat(endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.TIMEOUT, true));
    }

    @Test
    void usage_that_never_comes_after_the_finish_is_estimated() {
        hear(A, new ProviderSignal.Text("Hi"));
        hear(A, new ProviderSignal.Finishing(FinishReason.LENGTH));

        pass(Duration.ofSeconds(5));

        Answer answer = endingOf(A).answer();
        assertThat(answer.status()).isEqualTo(AnswerStatus.COMPLETED);
        assertThat(answer.finishReason()).contains(FinishReason.LENGTH);
        assertThat(seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
    }

    @Test
    void an_empty_answer_is_a_failure() {
        hear(A, ended("0.002"));

        AnswerEnding ending = endingOf(A);
        assertThat(ending.answer().failure())
                .contains(new AnswerFailure(FailureCode.INVALID_RESPONSE, true));
        assertThat(ending.bill().platform()).isEqualTo(Usd.of("0.002"));
    }

    @Test
    void a_content_filter_before_any_text_is_a_failure_of_its_own() {
        hear(A, new ProviderSignal.Finishing(FinishReason.CONTENT_FILTER));
        pass(Duration.ofSeconds(5));

        assertThat(endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.CONTENT_FILTERED, false));
    }

    @Test
    void a_cancelled_answer_costs_its_prompt_and_what_was_relayed() {
        hear(A, new ProviderSignal.Text("Hi"));
        tell(new Signal.CancelAsked(Set.of(A)));

        AnswerEnding ending = endingOf(A);

        assertThat(ending.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
        assertThat(ending.bill().user()).isEqualTo(Usd.of("0.000008"));
        assertThat(seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
        assertThat(run.isRunning(B)).isTrue();
    }

    @Test
    void an_answer_cancelled_in_the_queue_costs_nothing_and_gives_its_place_back() {
        var plan = Runs.plan(1);
        ModelId model = plan.answers().getFirst().card().id();
        run =
                ComparisonRun.first(
                        Runs.admitted(plan),
                        plan,
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        new RetryBudget(1),
                        new Random(1));
        effects.clear();
        tell(new Signal.Begun());
        tell(new Signal.SlotAwaited(model, 3));
        assertThat(seen(ComparisonEvent.AnswerQueued.class))
                .containsExactly(new ComparisonEvent.AnswerQueued(model, 3));

        tell(new Signal.CancelAsked(Set.of(model)));
        tell(new Signal.SlotGranted(model));

        assertThat(seen(Effect.FreeSlot.class))
                .containsExactly(new Effect.FreeSlot(model, OptionalLong.of(0)));
        assertThat(seen(Effect.Ask.class)).isEmpty();
        assertThat(endingOf(model).bill().counts()).isFalse();
        assertThat(endingOf(model).answer().usage()).isEmpty();
    }

    @Test
    void what_comes_after_the_end_is_not_heard() {
        tell(new Signal.CancelAsked(Set.of(A)));
        effects.clear();

        hear(A, new ProviderSignal.Text("late"));
        hear(A, ended("1"));
        tell(new Signal.CancelAsked(Set.of(A)));
        pass(Duration.ofMinutes(20));

        assertThat(seen(Effect.Store.class))
                .extracting(store -> store.answer().answer().model())
                .containsExactly(B);
    }

    @Test
    void the_start_skew_is_the_spread_of_dispatches_that_did_not_queue() {
        var plan = Runs.plan(model(A), model(B));
        run =
                ComparisonRun.first(
                        Runs.admitted(plan),
                        plan,
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        new RetryBudget(1),
                        new Random(1));
        tell(new Signal.Begun());
        tell(new Signal.SlotGranted(A));
        now = now.plusMillis(7);
        tell(new Signal.SlotGranted(B));
        tell(new Signal.CancelAsked(Set.of(A, B)));

        store();

        assertThat(seen(Effect.Settle.class).getFirst().startSkewMillis()).isEqualTo(7);
    }

    @Test
    void a_run_that_is_given_up_hangs_up_and_stores_nothing() {
        hear(A, new ProviderSignal.Text("Hi"));
        effects.clear();

        effects.addAll(run.abandon());

        assertThat(seen(Effect.HangUp.class)).hasSize(2);
        assertThat(seen(Effect.FreeSlot.class)).hasSize(2);
        assertThat(seen(Effect.Store.class)).isEmpty();
    }

    @Test
    void timing_tells_when_the_first_token_came_and_how_fast_the_rest() {
        now = now.plusMillis(300);
        hear(A, new ProviderSignal.Text("Hi"));
        now = now.plusMillis(500);
        hear(A, ended("0.002"));

        var timing = endingOf(A).answer().timing().orElseThrow();

        assertThat(timing.queuedMillis()).isZero();
        assertThat(timing.firstTokenMillis()).hasValue(300);
        assertThat(timing.durationMillis()).isEqualTo(800);
        assertThat(timing.outputTokensPerSecond().orElseThrow()).isEqualByComparingTo("20");
    }

    private List<ModelId> endings() {
        return seen(Effect.Store.class).stream()
                .map(store -> store.answer().answer().model())
                .toList();
    }
}
