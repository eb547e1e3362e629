package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a provider told of the cost of a call counts, however the call ends.
final class MeteredCallsTest {
    private static final Answer.Cost REPORTED =
            new Answer.Cost(Usd.of("0.0001"), CostSource.PROVIDER);

    private final Stage stage = new Stage();
    private final Caller caller = Samples.account(100);
    private final ComparisonId id = stage.start(caller, Samples.request("Explain tides.", "a/one"));
    private final HandProvider.HandCall call = stage.provider.call("a/one");

    private void meter() {
        call.tell(
                new ProviderSignal.Metered(
                        Optional.of(new Usage(4, 10, 0, 0)), Optional.of(REPORTED.amount())));
    }

    private Answer answer() {
        Comparison stored = stage.books.comparisons().find(id).orElseThrow();
        assertThat(stored.closing()).isPresent();
        return stored.answers().getFirst();
    }

    @Test
    void of_a_stream_that_stays_open_behind_its_usage() {
        call.say("High and low.");
        call.tell(new ProviderSignal.Finishing(FinishReason.STOP));
        meter();

        stage.pass(Duration.ofSeconds(5));

        assertThat(answer().status()).isEqualTo(AnswerStatus.COMPLETED);
        assertThat(answer().cost()).contains(REPORTED);
        assertThat(answer().usage()).contains(new Usage(4, 10, 0, 0));
    }

    @Test
    void of_a_call_that_fails_behind_its_finish() {
        call.say("High and low.");
        call.tell(new ProviderSignal.Finishing(FinishReason.STOP));
        meter();
        call.fail(FailureCode.UNAVAILABLE_UPSTREAM);

        assertThat(answer().status()).isEqualTo(AnswerStatus.COMPLETED);
        assertThat(answer().cost()).contains(REPORTED);
    }

    @Test
    void of_a_call_that_is_cancelled() {
        call.say("High and low. ".repeat(100));
        meter();

        stage.cancel.cancel(caller.owner(), id, List.of());

        assertThat(answer().status()).isEqualTo(AnswerStatus.CANCELLED);
        assertThat(answer().cost()).contains(REPORTED);
    }

    @Test
    void of_a_call_that_stalls() {
        call.say("High and low.");
        meter();

        stage.pass(Duration.ofSeconds(60));

        assertThat(answer().failure().orElseThrow().code()).isEqualTo(FailureCode.STALLED);
        assertThat(answer().cost()).contains(REPORTED);
    }
}
