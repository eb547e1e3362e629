package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who served an answer is part of it, however it ends.
final class WhoServedTest {
    private static final ProviderSignal.Served SOMEBODY =
            new ProviderSignal.Served(Optional.of("test/a-dated"), Optional.of("Somebody"));

    private final List<Effect> effects = new ArrayList<>();
    private final AnswerRun run =
            new AnswerRun(
                    Runs.planned(Runs.model("test/a", Reasoning.NONE)),
                    0,
                    Deadlines.STANDARD,
                    new RetryBudget(10),
                    new Random(1),
                    Runs.START);
    private Instant now = Runs.START;

    WhoServedTest() {
        run.begin(effects);
        run.dispatch(now, effects);
    }

    private void hear(int call, ProviderSignal signal) {
        run.hear(call, signal, now, effects);
    }

    /// Time goes by; whoever goes for a slot once more gets it at once.
    private void pass(Duration time) {
        now = now.plus(time);
        run.checkDeadline(now, effects);
        run.dispatch(now, effects);
    }

    private Answer ended() {
        return effects.stream()
                .filter(Effect.Store.class::isInstance)
                .map(Effect.Store.class::cast)
                .findFirst()
                .orElseThrow()
                .answer()
                .answer();
    }

    private static ProviderSignal failed(FailureCode code) {
        return ProviderSignal.Failed.of(new AnswerFailure(code, true), 2);
    }

    static Stream<ProviderSignal> ends() {
        return Stream.of(
                new ProviderSignal.Ended(FinishReason.STOP, Optional.empty(), Optional.empty()),
                failed(FailureCode.TRUNCATED),
                failed(FailureCode.UNAVAILABLE_UPSTREAM));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void it_is_kept_however_the_provider_ends(ProviderSignal end) {
        hear(1, SOMEBODY);
        hear(1, new ProviderSignal.Text("Hi"));
        hear(1, end);

        assertThat(ended().servedModel()).contains("test/a-dated");
        assertThat(ended().servedBy()).contains("Somebody");
    }

    @Test
    void it_is_kept_of_an_answer_that_is_cancelled() {
        hear(1, SOMEBODY);
        run.cancel(now, effects);

        assertThat(ended().status()).isEqualTo(AnswerStatus.CANCELLED);
        assertThat(ended().servedBy()).contains("Somebody");
    }

    @Test
    void it_is_kept_of_an_answer_that_stalls() {
        hear(1, SOMEBODY);
        hear(1, new ProviderSignal.Text("Hi"));
        pass(Duration.ofSeconds(60));

        assertThat(ended().failure()).contains(new AnswerFailure(FailureCode.STALLED, true));
        assertThat(ended().servedBy()).contains("Somebody");
    }

    @Test
    void whoever_failed_before_a_retry_did_not_serve() {
        hear(1, SOMEBODY);
        hear(1, failed(FailureCode.UNAVAILABLE_UPSTREAM));
        pass(Duration.ofSeconds(1));

        hear(2, new ProviderSignal.Text("Hi"));
        hear(2, new ProviderSignal.Ended(FinishReason.STOP, Optional.empty(), Optional.empty()));

        assertThat(ended().status()).isEqualTo(AnswerStatus.COMPLETED);
        assertThat(ended().servedBy()).isEmpty();
    }

    @Test
    void saying_who_serves_is_no_sign_of_life() {
        hear(1, SOMEBODY);
        pass(Duration.ofSeconds(60));

        assertThat(ended().failure()).contains(new AnswerFailure(FailureCode.TIMEOUT, true));
    }
}
