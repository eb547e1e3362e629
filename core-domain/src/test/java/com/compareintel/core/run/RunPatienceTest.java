package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a run waits for a provider, and how often it asks once more.
final class RunPatienceTest {
    private static final ModelId A = new ModelId("test/a");
    private static final ModelId B = new ModelId("test/b");

    private LedRun led = LedRun.begun(Runs.model(A), Runs.model(B));

    private static ProviderSignal.Failed failed(FailureCode code, int retries) {
        return ProviderSignal.Failed.of(new AnswerFailure(code, true), retries);
    }

    @Test
    void a_failure_before_the_first_data_is_retried_and_readers_see_nothing_of_it() {
        led.hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        assertThat(led.endings()).isEmpty();

        led.pass(Duration.ofSeconds(1));

        assertThat(led.seen(Effect.Ask.class))
                .extracting(ask -> ask.answer().card().id(), Effect.Ask::call)
                .contains(org.assertj.core.groups.Tuple.tuple(A, 2));
        assertThat(led.seen(ComparisonEvent.AnswerStarted.class)).hasSize(2);
    }

    @Test
    void a_call_is_tried_three_times_at_most() {
        led.hear(A, 1, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        led.pass(Duration.ofSeconds(1));
        led.hear(A, 2, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        led.pass(Duration.ofSeconds(2));
        led.hear(A, 3, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        assertThat(led.endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true));
    }

    @Test
    void a_retry_waits_as_long_as_the_provider_asks() {
        led.hear(
                A,
                new ProviderSignal.Failed(
                        new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                        2,
                        Optional.of(Duration.ofSeconds(20)),
                        Optional.empty(),
                        Optional.empty()));

        led.pass(Duration.ofSeconds(19));
        assertThat(led.seen(Effect.Ask.class)).hasSize(2);

        led.pass(Duration.ofSeconds(1));
        assertThat(led.seen(Effect.Ask.class)).hasSize(3);
    }

    @Test
    void a_retry_that_would_come_too_late_is_not_waited_for() {
        led.hear(
                A,
                new ProviderSignal.Failed(
                        new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                        2,
                        Optional.of(Duration.ofSeconds(61)),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(led.endingOf(A).answer().status()).isEqualTo(AnswerStatus.FAILED);
    }

    @Test
    void retries_end_with_the_budget_of_the_process() {
        led = LedRun.begun(new RetryBudget(1), Runs.model(A), Runs.model(B));

        led.hear(A, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));
        led.hear(B, failed(FailureCode.UNAVAILABLE_UPSTREAM, 2));

        assertThat(led.endings()).containsExactly(B);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 59, 1", "BY_DEFAULT, 179, 1", "ON_REQUEST, 59, 1"})
    void an_answer_without_data_times_out(Reasoning reasoning, int patience, int more) {
        led = LedRun.begun(Runs.model(A.value(), reasoning));

        led.pass(Duration.ofSeconds(patience));
        led.hear(A, new ProviderSignal.Accepted("gen-1"));
        assertThat(led.endings()).isEmpty();

        led.pass(Duration.ofSeconds(more));

        assertThat(led.endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.TIMEOUT, true));
        assertThat(led.seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
    }

    @Test
    void a_silence_between_data_stalls_the_answer() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.hear(B, new ProviderSignal.Text("Lo"));
        led.pass(Duration.ofSeconds(59));
        led.hear(A, new ProviderSignal.Annotated());
        led.pass(Duration.ofSeconds(1));

        assertThat(led.endings()).containsExactly(B);
        assertThat(led.endingOf(B).answer().failure())
                .contains(new AnswerFailure(FailureCode.STALLED, true));
    }

    @Test
    void an_attempt_never_takes_longer_than_its_limit_however_lively_it_is() {
        for (int i = 0; i < 12; i++) {
            led.hear(A, new ProviderSignal.Text("."));
            led.waitFor(Duration.ofSeconds(50));
        }
        led.tell(new Signal.DeadlinePassed());

        assertThat(led.endingOf(A).answer().failure())
                .contains(new AnswerFailure(FailureCode.TIMEOUT, true));
    }

    @Test
    void usage_that_never_comes_after_the_finish_is_estimated() {
        led.hear(A, new ProviderSignal.Text("Hi"));
        led.hear(A, new ProviderSignal.Finishing(FinishReason.LENGTH));

        led.pass(Duration.ofSeconds(5));

        Answer answer = led.endingOf(A).answer();
        assertThat(answer.status()).isEqualTo(AnswerStatus.COMPLETED);
        assertThat(answer.finishReason()).contains(FinishReason.LENGTH);
        assertThat(led.seen(Effect.HangUp.class)).containsExactly(new Effect.HangUp(A));
    }
}
