package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whole comparisons at a provider that has too much to do, or that takes few calls at once.
final class SlowedRunTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");
    private static final Optional<Duration> TEN_SECONDS = Optional.of(Duration.ofSeconds(10));

    private final Caller caller = Samples.account(100);
    private Stage stage = new Stage();

    private ComparisonId start(String... models) {
        return stage.start(caller, Samples.request("Explain tides.", models));
    }

    private HandProvider.HandCall call(ModelId model) {
        return stage.provider.call(model.value());
    }

    private int calls(ModelId model) {
        return stage.provider.calls(model.value());
    }

    private void answer(ModelId model) {
        call(model).say("High and low.");
        call(model).end("0.001");
    }

    private Comparison stored(ComparisonId id) {
        return stage.books.comparisons().find(id).orElseThrow();
    }

    private FailureCode failureOf(ComparisonId id, int index) {
        Answer answer = stored(id).answers().get(index);
        return answer.failure().orElseThrow().code();
    }

    /// Time goes by, in which leases are renewed.
    private void advance(Duration span) {
        for (long left = span.toSeconds(); left > 0; left--) {
            stage.timers.advance(Duration.ofSeconds(1));
            stage.leases.renew();
        }
    }

    private void hasLeftNothing() {
        assertThat(stage.slots.load().open()).isZero();
        assertThat(stage.slots.load().waiting().values()).containsOnly(0);
        assertThat(stage.timers.pending()).isZero();
        assertThat(stage.alarms).isEmpty();
    }

    private void fewSlots(int open) {
        stage = new Stage(new SlotBounds(open, 100), stored -> stored, Runnable::run);
    }

    @Test
    void a_refused_call_is_asked_again_once_the_provider_wants_to_hear_and_readers_see_nothing() {
        ComparisonId id = start("a/one", "b/two");
        Feed feed = stage.follow.fromStart(id, () -> {});

        call(ONE).refuse(Strain.OF_MODEL, TEN_SECONDS);
        answer(TWO);
        advance(Duration.ofSeconds(9));
        assertThat(calls(ONE)).isEqualTo(1);
        advance(Duration.ofSeconds(4));
        assertThat(calls(ONE)).isEqualTo(2);
        answer(ONE);

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
        Stage.Reading reading = Stage.drain(feed);
        assertThat(reading.of(ComparisonEvent.AnswerQueued.class)).isEmpty();
        assertThat(reading.of(ComparisonEvent.AnswerStarted.class)).hasSize(2);
        hasLeftNothing();
    }

    @Test
    void while_all_calls_are_paused_a_new_comparison_waits_and_its_stream_says_so() {
        start("a/one");
        call(ONE).refuse(Strain.OF_ACCOUNT, TEN_SECONDS);

        ComparisonId id = start("b/two");
        assertThat(calls(TWO)).isZero();
        assertThat(
                        Stage.drain(stage.follow.fromStart(id, () -> {}))
                                .of(ComparisonEvent.AnswerQueued.class))
                .containsExactly(new ComparisonEvent.AnswerQueued(TWO, 2));

        advance(Duration.ofSeconds(13));
        assertThat(calls(ONE)).isEqualTo(2);
        answer(ONE);
        answer(TWO);
        hasLeftNothing();
    }

    @Test
    void refusals_need_nothing_of_the_budget_for_retries() {
        for (int i = 0; i < 20; i++) {
            ComparisonId id = start("a/one");
            call(ONE).refuse(Strain.OF_MODEL, Optional.empty());
            advance(Duration.ofSeconds(3));
            answer(ONE);
            assertThat(stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
        }
        hasLeftNothing();
    }

    @Test
    void a_provider_that_keeps_refusing_fails_the_answer_with_its_reason() {
        ComparisonId id = start("a/one");

        for (int i = 0; i < 5; i++) {
            assertThat(calls(ONE)).isEqualTo(i + 1);
            call(ONE).refuse(Strain.OF_MODEL, Optional.empty());
            advance(Duration.ofSeconds(3));
        }

        assertThat(calls(ONE)).isEqualTo(5);
        assertThat(failureOf(id, 0)).isEqualTo(FailureCode.RATE_LIMITED_UPSTREAM);
        hasLeftNothing();
    }

    @Test
    void whoever_waits_again_until_its_data_is_overdue_fails_with_what_sent_it_back() {
        fewSlots(1);
        ComparisonId id = start("a/one", "b/two");
        call(ONE).refuse(Strain.OF_MODEL, Optional.of(Duration.ofSeconds(1)));
        call(TWO).say("slow");
        advance(Duration.ofSeconds(50));
        call(TWO).say("slow");
        advance(Duration.ofSeconds(10));

        assertThat(failureOf(id, 0)).isEqualTo(FailureCode.RATE_LIMITED_UPSTREAM);
        call(TWO).end("0.001");
        hasLeftNothing();
    }

    @Test
    void a_slot_is_given_to_others_between_two_tries() {
        fewSlots(1);
        start("a/one", "b/two");
        assertThat(calls(TWO)).isZero();

        call(ONE).fail(FailureCode.UNAVAILABLE_UPSTREAM, 2);
        assertThat(calls(TWO)).isEqualTo(1);
        advance(Duration.ofSeconds(5));
        assertThat(calls(ONE)).isEqualTo(1);
        answer(TWO);

        assertThat(calls(ONE)).isEqualTo(2);
        answer(ONE);
        hasLeftNothing();
    }

    @Test
    void whoever_waits_too_long_fails_and_leaves_the_queue_at_once() {
        fewSlots(1);
        ComparisonId id = start("a/one", "b/two");
        call(ONE).say("slow");
        advance(Duration.ofSeconds(50));
        call(ONE).say("slow");
        advance(Duration.ofSeconds(10));

        assertThat(failureOf(id, 1)).isEqualTo(FailureCode.UNAVAILABLE_UPSTREAM);
        assertThat(stage.slots.load().waiting().values()).containsOnly(0);
        call(ONE).end("0.001");
        assertThat(calls(TWO)).isZero();
        hasLeftNothing();
    }

    @Test
    void whoever_is_cancelled_leaves_the_queue_at_once() {
        fewSlots(1);
        ComparisonId id = start("a/one", "b/two");

        stage.cancel.cancel(caller.owner(), id, List.of(TWO));

        assertThat(stage.slots.load().waiting().values()).containsOnly(0);
        answer(ONE);
        assertThat(calls(TWO)).isZero();
        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.PARTIAL);
        hasLeftNothing();
    }

    @Test
    void a_run_that_is_given_up_leaves_neither_slot_nor_place() {
        fewSlots(1);
        ComparisonId id = start("a/one", "b/two");
        call(ONE).refuse(Strain.OF_ACCOUNT, TEN_SECONDS);

        var _ = stage.runner.giveUp(new Fence(id, stage.instance, 1));

        hasLeftNothing();
    }
}
