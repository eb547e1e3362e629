package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What becomes of the calls that an answer took: written down when the provider takes them, and
/// dealt with when the answer ends.
final class CallsOfAnswersTest {
    private final Stage stage = new Stage();
    private final Caller caller = Samples.account(100);
    private final List<ProviderCall> calls = new ArrayList<>();
    private final ComparisonId id;

    CallsOfAnswersTest() {
        // In place of the look-ups, which see the same
        stage.books.comparisons().onEnding((fence, ending) -> calls.addAll(ending.calls()));
        id = stage.start(caller, Samples.request("Explain tides.", "a/one"));
    }

    private HandProvider.HandCall call() {
        return stage.provider.call("a/one");
    }

    private void accept(String generation) {
        call().tell(new ProviderSignal.Accepted(generation));
    }

    private void endReporting(Optional<Usage> usage, Optional<Usd> cost) {
        call().say("High.");
        call().tell(new ProviderSignal.Ended(FinishReason.STOP, usage, cost));
    }

    private static ProviderSignal.Failed tryAgain(Optional<Usage> usage, Optional<Usd> cost) {
        return new ProviderSignal.Failed(
                new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true),
                2,
                Optional.empty(),
                usage,
                cost);
    }

    private static Optional<Usage> tokens() {
        return Optional.of(new Usage(4, 10, 0, 0));
    }

    private static ProviderCall told(int number, String usd) {
        return new ProviderCall(number, Optional.of("gen-" + number), Usd.of(usd), true);
    }

    private static ProviderCall unknown(int number, String usd) {
        return new ProviderCall(number, Optional.of("gen-" + number), Usd.of(usd), false);
    }

    @Test
    void a_call_is_written_down_before_any_data() {
        accept("gen-1");

        stage.timers.advance(Duration.ofMillis(5));

        assertThat(stage.books.lookups().open()).isEqualTo(1);
    }

    @Test
    void a_cost_that_came_with_the_stream_is_told() {
        accept("gen-1");
        endReporting(tokens(), Optional.of(Usd.of("0.0001")));

        assertThat(calls).containsExactly(told(1, "0.0001"));
    }

    @Test
    void one_that_did_not_is_looked_up() {
        accept("gen-1");
        endReporting(tokens(), Optional.empty());

        assertThat(calls).containsExactly(unknown(1, "0.000024"));
    }

    @Test
    void so_is_one_of_which_no_tokens_came_either() {
        accept("gen-1");
        endReporting(Optional.empty(), Optional.empty());

        assertThat(calls).hasSize(1).noneMatch(ProviderCall::told);
    }

    @Test
    void so_is_a_cost_of_zero_for_tokens_that_have_a_price() {
        accept("gen-1");
        endReporting(tokens(), Optional.of(Usd.ZERO));

        assertThat(calls).containsExactly(unknown(1, "0.000024"));
    }

    @Test
    void so_is_a_cancelled_call() {
        accept("gen-1");
        call().say("High.");

        stage.cancel.cancel(caller.owner(), id, List.of());

        assertThat(calls).hasSize(1).noneMatch(ProviderCall::told);
        assertThat(calls.getFirst().booked()).isGreaterThan(Usd.ZERO);
    }

    @Test
    void so_is_a_call_that_stalls() {
        accept("gen-1");
        call().say("High.");

        stage.timers.advance(Duration.ofSeconds(60));

        assertThat(calls).hasSize(1).noneMatch(ProviderCall::told);
    }

    @Test
    void so_is_a_call_that_came_to_nothing_with_nothing_booked() {
        accept("gen-1");

        stage.timers.advance(Duration.ofSeconds(60));

        assertThat(calls).containsExactly(unknown(1, "0"));
    }

    @Test
    void a_call_without_a_handle_cannot_be_looked_up() {
        endReporting(tokens(), Optional.empty());

        assertThat(calls).isEmpty();
    }

    @Test
    void tries_that_came_to_nothing_are_dealt_with_too() {
        accept("gen-1");
        call().tell(tryAgain(Optional.empty(), Optional.empty()));
        stage.timers.advance(Duration.ofSeconds(1));
        accept("gen-2");
        call().tell(tryAgain(tokens(), Optional.of(Usd.of("0.0005"))));
        stage.timers.advance(Duration.ofSeconds(2));
        accept("gen-3");
        endReporting(tokens(), Optional.of(Usd.of("0.0001")));

        assertThat(calls).containsExactly(unknown(1, "0"), told(2, "0.0005"), told(3, "0.0001"));
    }

    @Test
    void a_try_that_is_not_followed_by_another_is_dealt_with_once() {
        accept("gen-1");
        call().tell(tryAgain(tokens(), Optional.empty()));

        stage.cancel.cancel(caller.owner(), id, List.of());

        assertThat(calls).containsExactly(unknown(1, "0.000024"));
    }

    @Test
    void a_try_without_a_handle_is_not_taken_for_the_one_before() {
        accept("gen-1");
        call().tell(tryAgain(Optional.empty(), Optional.empty()));
        stage.timers.advance(Duration.ofSeconds(1));

        stage.cancel.cancel(caller.owner(), id, List.of());

        assertThat(calls)
                .containsExactly(
                        unknown(1, "0"),
                        new ProviderCall(2, Optional.empty(), Usd.of("0.000014"), false));
    }

    @Test
    void a_handle_that_comes_after_a_cancel_is_looked_up_with_what_was_booked() {
        Stage whole = new Stage();
        ComparisonId cancelled = whole.start(caller, Samples.request("Explain tides.", "a/one"));
        HandProvider.HandCall call = whole.provider.call("a/one").lingering();
        whole.cancel.cancel(caller.owner(), cancelled, List.of());
        assertThat(whole.books.comparisons().find(cancelled).orElseThrow().closing()).isPresent();
        assertThat(whole.books.lookups().waiting()).isZero();

        call.leave(Optional.of("gen-1"));
        whole.timers.advance(Duration.ofMillis(5));

        List<CostLookups.DueCall> due = whole.books.lookups().claim(10, Duration.ofMinutes(1));
        assertThat(due).extracting(one -> one.call().generation()).containsExactly("gen-1");
        whole.books.lookups().book(due.getFirst(), Usd.of("0.5"));
        assertThat(whole.books.lookups().platform()).isEqualByComparingTo("0.499986");
    }

    @Test
    void a_handle_that_is_never_told_after_a_cancel_leaves_nothing_to_do() {
        call().lingering();
        stage.cancel.cancel(caller.owner(), id, List.of());

        call().leave(Optional.empty());
        stage.timers.advance(Duration.ofMillis(5));

        assertThat(stage.books.lookups().waiting()).isZero();
        assertThat(stage.books.lookups().open()).isZero();
    }

    @Test
    void a_handle_that_comes_while_a_run_is_handed_over_is_waited_for() throws Exception {
        call().lingering();
        try (ExecutorService stopping = Executors.newSingleThreadExecutor()) {
            Future<?> handedOver = stopping.submit(stage.leases::handOver);
            while (!call().isCancelled()) {
                Thread.onSpinWait();
            }
            call().leave(Optional.of("gen-1"));
            handedOver.get(10, TimeUnit.SECONDS);
        }
        stage.books.comparisons().claimExpired(new InstanceId(UUID.randomUUID()), Stage.LEASE, 10);

        assertThat(stage.books.lookups().claim(10, Duration.ofMinutes(1)))
                .extracting(due -> due.call().generation())
                .containsExactly("gen-1");
    }

    @Test
    void the_calls_of_a_run_that_is_handed_over_are_written_and_left_to_be_looked_up() {
        accept("gen-1");

        stage.leases.handOver();
        stage.books.comparisons().claimExpired(new InstanceId(UUID.randomUUID()), Stage.LEASE, 10);

        assertThat(stage.books.lookups().claim(10, Duration.ofMinutes(1)))
                .extracting(due -> due.call().generation())
                .containsExactly("gen-1");
    }
}
