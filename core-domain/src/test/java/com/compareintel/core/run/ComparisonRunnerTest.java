package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.run.CancelComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whole comparisons in the core: admitted, run, cancelled, lost and found.
final class ComparisonRunnerTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");

    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private Stage stage = new Stage();

    @Test
    void a_comparison_runs_from_admission_to_its_settled_end() {
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});

        stage.answer("a/one", "High and low.");
        stage.answer("b/two", "The moon pulls.");

        Stage.Reading reading = Stage.drain(feed);
        assertThat(reading.ended()).isTrue();
        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(stage.stored(id).answers())
                .extracting(Answer::text)
                .containsExactly("High and low.", "The moon pulls.");
        assertThat(stage.available(caller)).isEqualTo(Credits.of(99));
        assertThat(reading.of(ComparisonEvent.Finished.class).getFirst().closing().remaining())
                .isEqualTo(Credits.of(99));
        assertThat(stage.runner.running()).isZero();
        assertThat(stage.timers.pending()).isZero();
    }

    @Test
    void the_models_are_asked_with_the_bound_that_was_held_for() {
        stage.start(caller, request);

        Question question = stage.provider.call("a/one").question();

        assertThat(question.maxOutputTokens()).isEqualTo(4_000);
        assertThat(question.messages()).hasSize(1);
    }

    @Test
    void storage_that_fails_is_tried_again_and_nothing_is_told_before_it_succeeds() {
        FailingComparisons failing = new FailingComparisons();
        stage = new Stage(new SlotBounds(9, 9), failing::around, Runnable::run);
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});
        failing.failNext(3);

        stage.answer("a/one", "x");
        assertThat(Stage.drain(feed).of(ComparisonEvent.AnswerCompleted.class)).isEmpty();
        stage.pass(Duration.ofSeconds(5));
        assertThat(Stage.drain(feed).of(ComparisonEvent.AnswerCompleted.class)).hasSize(1);

        failing.failNext(0);
        stage.answer("b/two", "y");
        assertThat(Stage.drain(feed).ended()).isTrue();
        assertThat(stage.alarms).hasSize(3);
    }

    @Test
    void a_run_whose_lease_was_lost_hangs_up_and_sends_its_readers_elsewhere() {
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});
        stage.provider.call("a/one").say("half");
        stage.clock.advance(Duration.ofSeconds(11));
        Stage thief = new Stage();
        stage.books.comparisons().claimExpired(thief.instance, Stage.LEASE, 10);

        stage.leases.renew();

        assertThat(stage.provider.call("a/one").isCancelled()).isTrue();
        assertThat(Stage.drain(feed).broken()).isTrue();
        assertThat(stage.runner.running()).isZero();
        assertThat(stage.available(caller)).isLessThan(Credits.of(100));
    }

    @Test
    void an_instance_that_could_not_renew_in_time_keeps_what_nobody_claimed() {
        ComparisonId id = stage.start(caller, request);
        stage.clock.advance(Duration.ofSeconds(60));

        assertThat(stage.leases.takeOver()).isZero();

        stage.answer("a/one", "x");
        stage.answer("b/two", "y");
        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void what_a_dead_instance_left_goes_on_and_is_settled() {
        ComparisonId id = stage.start(caller, request);
        stage.answer("a/one", "x");
        stage.die();
        stage.clock.advance(Duration.ofSeconds(11));

        assertThat(stage.leases.takeOver()).isEqualTo(1);

        stage.answer("b/two", "y");
        Comparison ended = stage.stored(id);
        assertThat(ended.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(stage.provider.calls("a/one")).isEqualTo(1);
        assertThat(stage.provider.calls("b/two")).isEqualTo(2);
        assertThat(stage.available(caller)).isEqualTo(Credits.of(99));
        assertThat(stage.leases.takeOver()).isZero();
    }

    @Test
    void an_orphan_that_cannot_be_taken_over_keeps_no_other_from_it() {
        FailingComparisons failing = new FailingComparisons();
        stage = new Stage(new SlotBounds(9, 9), failing::around, Runnable::run);
        ComparisonId first = stage.start(caller, request);
        ComparisonId second = stage.start(caller, request);
        stage.die();
        stage.clock.advance(Duration.ofSeconds(11));
        stage.leases.takeOver();
        stage.die();
        stage.clock.advance(Duration.ofSeconds(11));
        failing.failNext(1);

        assertThat(stage.leases.takeOver()).isEqualTo(1);

        stage.clock.advance(Duration.ofSeconds(11));
        assertThat(stage.leases.takeOver()).isEqualTo(1);
        assertThat(stage.stored(first).closing()).isPresent();
        assertThat(stage.stored(second).closing()).isPresent();
        assertThat(stage.alarms).hasSize(1);
    }

    @Test
    void cancelling_ends_the_calls_and_the_comparison() {
        ComparisonId id = stage.start(caller, request);
        stage.provider.call("a/one").say("half");

        assertThat(stage.cancel.cancel(caller.owner(), id, List.of(ONE)))
                .isEqualTo(new Outcome.Cancelling());
        assertThat(stage.provider.call("a/one").isCancelled()).isTrue();
        assertThat(stage.provider.call("b/two").isCancelled()).isFalse();
        assertThat(stage.cancel.cancel(caller.owner(), id, List.of(ONE)))
                .isEqualTo(new Outcome.AlreadyFinished());
        assertThat(stage.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.Cancelling());

        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
        assertThat(stage.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.AlreadyFinished());
        assertThat(stage.cancel.cancel(caller.owner(), id, List.of(new ModelId("x/y"))))
                .isEqualTo(new Outcome.NotAsked(List.of(new ModelId("x/y"))));
        assertThat(stage.cancel.cancel(Samples.account(1).owner(), id, List.of()))
                .isEqualTo(new Outcome.Missing());
    }

    @Test
    void calls_beyond_the_slots_wait_and_the_stream_says_so() {
        stage = new Stage(new SlotBounds(1, 5), comparisons -> comparisons, Runnable::run);
        ComparisonId id = stage.start(caller, request);
        assertThat(stage.provider.calls("b/two")).isZero();

        stage.answer("a/one", "x");
        assertThat(stage.provider.calls("b/two")).isEqualTo(1);
        stage.answer("b/two", "y");

        assertThat(
                        Stage.drain(stage.follow.fromStart(id, () -> {}))
                                .of(ComparisonEvent.AnswerQueued.class))
                .containsExactly(new ComparisonEvent.AnswerQueued(TWO, 1));
    }

    @Test
    void what_the_queue_has_no_room_for_is_refused_before_anything_is_held() {
        stage = new Stage(new SlotBounds(1, 1), comparisons -> comparisons, Runnable::run);
        stage.start(caller, request);

        Submission refused =
                stage.compare.submit(caller, request, Optional.empty(), Optional.empty());

        assertThat(refused)
                .isEqualTo(new Submission.Refused(new Refusal.Overloaded(Duration.ofSeconds(5))));
    }

    @Test
    void the_same_idempotency_key_joins_the_first_comparison() {
        Idempotency key = new Idempotency(caller.idempotencyScope(), "k", "print");
        Submission first =
                stage.compare.submit(caller, request, Optional.of(key), Optional.empty());
        ComparisonId id =
                first instanceof Submission.Admitted(Comparison comparison)
                        ? comparison.id()
                        : new ComparisonId(new UUID(0, 0));

        assertThat(stage.compare.submit(caller, request, Optional.of(key), Optional.empty()))
                .isEqualTo(new Submission.Joined(id));
        assertThat(stage.compare.repeated(key)).contains(new Submission.Joined(id));
        assertThat(stage.compare.repeated(new Idempotency(caller.idempotencyScope(), "k", "other")))
                .contains(new Submission.Refused(new Refusal.IdempotencyMismatch()));
    }

    @Test
    void a_provider_faster_than_the_run_is_paused_and_goes_on_later() {
        List<Runnable> waiting = new CopyOnWriteArrayList<>();
        stage = new Stage(new SlotBounds(9, 9), comparisons -> comparisons, waiting::add);
        ComparisonId id = stage.start(caller, request);
        run(waiting);
        HandProvider.HandCall call = stage.provider.call("a/one");

        boolean goOn = true;
        int said = 0;
        while (goOn) {
            goOn = call.say(".");
            said++;
        }
        assertThat(said).isLessThan(1_000);
        assertThat(call.resumed()).isZero();

        run(waiting);
        assertThat(call.resumed()).isEqualTo(1);
        call.end("0.001");
        stage.provider.call("b/two").end("0.001");
        run(waiting);
        assertThat(stage.stored(id).answers().getFirst().text()).hasSize(said);
    }

    private static void run(List<Runnable> waiting) {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    @Test
    void many_threads_speaking_at_once_never_mix_answers() throws InterruptedException {
        List<String> models = List.of("a/one", "b/two", "c/three");
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                ExecutorService speakers = Executors.newFixedThreadPool(3)) {
            stage = new Stage(new SlotBounds(99, 9), comparisons -> comparisons, threads);
            for (int round = 0; round < 50; round++) {
                ComparisonId id =
                        stage.start(
                                Samples.account(100),
                                Samples.request("Tides?", models.toArray(String[]::new)));
                CountDownLatch ended = new CountDownLatch(1);
                Feed feed =
                        stage.follow.fromStart(
                                id,
                                () -> {
                                    if (stage.journal.newest(id).isLast()) {
                                        ended.countDown();
                                    }
                                });
                int call = round + 1;
                for (String model : models) {
                    speakers.execute(() -> speak(model, call));
                }
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
                ReaderText text = new ReaderText();
                text.take(Stage.drain(feed).events());
                for (Answer answer : stage.stored(id).answers()) {
                    assertThat(answer.text()).isEqualTo(speech(answer.model().value()));
                    assertThat(text.of(answer.model())).isEqualTo(answer.text());
                }
                feed.close();
            }
        }
    }

    private void speak(String model, int call) {
        while (stage.provider.calls(model) < call) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 100; i++) {
            stage.provider.call(model).say(model + i);
        }
        stage.provider.call(model).end("0.001");
    }

    private static String speech(String model) {
        return IntStream.range(0, 100).mapToObj(i -> model + i).collect(Collectors.joining());
    }

    @Test
    void a_failed_answer_leaves_the_comparison_partial_and_costs_nothing() {
        ComparisonId id = stage.start(caller, request);
        stage.provider.call("a/one").fail(FailureCode.REFUSED_UPSTREAM);
        stage.answer("b/two", "y");

        assertThat(stage.stored(id).status()).isEqualTo(ComparisonStatus.PARTIAL);
        assertThat(stage.stored(id).answers().getFirst().status()).isEqualTo(AnswerStatus.FAILED);
    }
}
