package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The life of a run, one signal at a time.
final class ComparisonRunTest {
    private static final ModelId A = new ModelId("test/a");
    private static final ModelId B = new ModelId("test/b");

    private LedRun led = LedRun.begun(Runs.model(A), Runs.model(B));

    private static ProviderSignal.Ended ended(String cost) {
        return new ProviderSignal.Ended(
                FinishReason.STOP, Optional.of(new Usage(4, 10, 0, 0)), Optional.of(Usd.of(cost)));
    }

    private static ProviderSignal.Failed failed(FailureCode code, int retries) {
        return ProviderSignal.Failed.of(new AnswerFailure(code, true), retries);
    }

    @Test
    void the_first_event_is_the_start_of_the_comparison() {
        assertThat(led.effects().getFirst())
                .isInstanceOfSatisfying(
                        Effect.Publish.class,
                        publish ->
                                assertThat(publish.event())
                                        .isInstanceOf(ComparisonEvent.Started.class));
    }

    @Test
    void an_ending_is_told_only_once_it_is_stored() {
        led.hear(A, new ProviderSignal.Text("High and low."));
        led.hear(A, ended("0.002"));
        assertThat(led.seen(ComparisonEvent.AnswerCompleted.class)).isEmpty();

        led.store();

        assertThat(led.seen(ComparisonEvent.AnswerCompleted.class)).hasSize(1);
        assertThat(led.seen(ComparisonEvent.Finished.class)).isEmpty();
    }

    @Test
    void the_comparison_is_settled_when_all_endings_are_stored_and_finished_when_that_is_stored() {
        led.hear(A, new ProviderSignal.Text("High."));
        led.hear(A, ended("0.002"));
        led.hear(B, new ProviderSignal.Text("Low."));
        led.hear(B, ended("0.011"));

        led.store();

        assertThat(led.seen(Effect.Settle.class)).hasSize(1);
        var finished = led.seen(ComparisonEvent.Finished.class).getFirst();
        assertThat(finished.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(finished.closing().charged()).isEqualTo(Credits.of(2));
        assertThat(finished.closing().cost()).isEqualTo(Usd.of("0.013"));
        assertThat(led.effects().getLast()).isEqualTo(new Effect.Retire());
    }

    @Test
    void a_provider_that_reports_no_cost_is_charged_at_list_price() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.hear(
                A, new ProviderSignal.Ended(FinishReason.STOP, Optional.empty(), Optional.empty()));

        AnswerEnding ending = led.endingOf(A);

        // 4 tokens of prompt at 1 and 2 of text at 2 dollars per million
        assertThat(ending.bill().user()).isEqualTo(Usd.of("0.000008"));
        assertThat(ending.bill().cost().source()).isEqualTo(CostSource.ESTIMATED);
        assertThat(ending.answer().usage()).contains(new Usage(4, 2, 0, 0));
    }

    @Test
    void one_failing_answer_disturbs_no_other() {
        led.hear(A, failed(FailureCode.REFUSED_UPSTREAM, 0));
        led.hear(B, new ProviderSignal.Text("Low."));
        led.hear(B, ended("0.002"));

        led.store();

        assertThat(led.seen(ComparisonEvent.Finished.class).getFirst().status())
                .isEqualTo(ComparisonStatus.PARTIAL);
    }

    @Test
    void a_failure_after_the_first_data_is_an_ending_that_costs_the_user_nothing() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        AnswerEnding ending = led.endingOf(A);

        assertThat(ending.answer().status()).isEqualTo(AnswerStatus.FAILED);
        assertThat(ending.bill().user()).isEqualTo(Usd.ZERO);
        assertThat(ending.bill().platform()).isEqualTo(Usd.of("0.000008"));
    }

    @Test
    void an_empty_answer_is_a_failure() {
        led.hear(A, ended("0.002"));

        AnswerEnding ending = led.endingOf(A);
        assertThat(ending.answer().failure())
                .contains(new AnswerFailure(FailureCode.INVALID_RESPONSE, true));
        assertThat(ending.bill().platform()).isEqualTo(Usd.of("0.002"));
    }

    @Test
    void a_content_filter_before_any_text_is_a_failure_of_its_own() {
        led.hear(A, new ProviderSignal.Finishing(FinishReason.CONTENT_FILTER));
        led.pass(Duration.ofSeconds(5));

        assertThat(led.endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.CONTENT_FILTERED, false));
    }

    @Test
    void a_cancelled_answer_costs_its_prompt_and_what_was_relayed() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.tell(new Signal.CancelAsked(Set.of(A)));

        AnswerEnding ending = led.endingOf(A);

        assertThat(ending.answer().status()).isEqualTo(AnswerStatus.CANCELLED);
        assertThat(ending.bill().user()).isEqualTo(Usd.of("0.000008"));
        assertThat(led.seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
        assertThat(led.run().isRunning(B)).isTrue();
    }

    @Test
    void an_answer_cancelled_in_the_queue_costs_nothing_and_gives_its_place_back() {
        var plan = Runs.plan(1);
        ModelId model = plan.answers().getFirst().card().id();
        led = LedRun.of(plan);
        led.tell(new Signal.Begun());
        led.tell(new Signal.SlotAwaited(model, 3));
        assertThat(led.seen(ComparisonEvent.AnswerQueued.class))
                .containsExactly(new ComparisonEvent.AnswerQueued(model, 3));

        led.tell(new Signal.CancelAsked(Set.of(model)));
        led.tell(new Signal.SlotGranted(model));

        assertThat(led.seen(Effect.FreeSlot.class))
                .containsExactly(new Effect.FreeSlot(model, OptionalLong.of(0)));
        assertThat(led.seen(Effect.Ask.class)).isEmpty();
        assertThat(led.endingOf(model).bill().counts()).isFalse();
        assertThat(led.endingOf(model).answer().usage()).isEmpty();
    }

    @Test
    void what_comes_after_the_end_is_not_heard() {
        led.tell(new Signal.CancelAsked(Set.of(A)));
        led.forget();

        led.hear(A, new ProviderSignal.Text("late"));
        led.hear(A, ended("1"));
        led.tell(new Signal.CancelAsked(Set.of(A)));
        led.pass(Duration.ofMinutes(20));

        assertThat(led.seen(Effect.Store.class))
                .extracting(store -> store.answer().answer().model())
                .containsExactly(B);
    }

    @Test
    void the_start_skew_is_the_spread_of_dispatches_that_did_not_queue() {
        var plan = Runs.plan(Runs.model(A), Runs.model(B));
        led = LedRun.of(plan);
        led.tell(new Signal.Begun());
        led.tell(new Signal.SlotGranted(A));
        led.waitFor(Duration.ofMillis(7));
        led.tell(new Signal.SlotGranted(B));
        led.tell(new Signal.CancelAsked(Set.of(A, B)));

        led.store();

        assertThat(led.seen(Effect.Settle.class).getFirst().startSkewMillis()).isEqualTo(7);
    }

    @Test
    void a_run_that_is_given_up_hangs_up_and_stores_nothing() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.forget();

        led.abandon();

        assertThat(led.seen(Effect.HangUp.class)).hasSize(2);
        assertThat(led.seen(Effect.FreeSlot.class)).hasSize(2);
        assertThat(led.seen(Effect.Store.class)).isEmpty();
    }

    @Test
    void timing_tells_when_the_first_token_came_and_how_fast_the_rest() {
        led.waitFor(Duration.ofMillis(300));
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.waitFor(Duration.ofMillis(500));
        led.hear(A, ended("0.002"));

        var timing = led.endingOf(A).answer().timing().orElseThrow();

        assertThat(timing.queuedMillis()).isZero();
        assertThat(timing.firstTokenMillis()).hasValue(300);
        assertThat(timing.durationMillis()).isEqualTo(800);
        assertThat(timing.outputTokensPerSecond().orElseThrow()).isEqualByComparingTo("20");
    }
}
