package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerRestarted;
import com.compareintel.core.comparison.ComparisonEvent.AnswerStarted;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.run.CancelComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Two instances on one storage: what one leaves behind, the other goes on with.
final class TakeoverTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");

    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private final Stage first = new Stage();
    private final Stage second = first.another();

    @Test
    void what_had_ended_is_kept_and_the_rest_is_asked_anew() {
        ComparisonId id = first.start(caller, request);
        first.answer("a/one", "High and low.");
        first.provider.call("b/two").say("half");
        first.die();

        assertThat(second.takeOver()).isEqualTo(1);
        assertThat(second.provider.calls("a/one")).isZero();
        second.answer("b/two", "Ebb and flow.");

        Comparison ended = first.stored(id);
        assertThat(ended.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(ended.answers())
                .extracting(Answer::text)
                .containsExactly("High and low.", "Ebb and flow.");
        assertThat(ended.answers()).extracting(Answer::attempt).containsExactly(1, 2);
        assertThat(first.available(caller)).isEqualTo(Credits.of(99));
        assertThat(first.takeOver()).isZero();
    }

    @Test
    void a_model_is_asked_the_same_once_more() {
        ComparisonId start = first.start(caller, request);
        first.answer("a/one", "High.");
        first.answer("b/two", "Low.");
        ComparisonRequest next =
                new ComparisonRequest(
                        new Prompt("And why?", Optional.of("Be brief.")),
                        List.of(ONE, TWO),
                        first.stored(start).conversation(),
                        Parameters.DEFAULTS,
                        true,
                        false);
        first.start(caller, next);
        Question before = first.provider.call("b/two").question();
        first.die();

        second.takeOver();

        assertThat(second.provider.call("b/two").question()).isEqualTo(before);
    }

    @Test
    void a_reader_of_the_lost_owner_goes_on_with_a_snapshot_elsewhere() {
        ComparisonId id = first.start(caller, request);
        ReaderText reader = new ReaderText();
        Feed before = first.follow.fromStart(id, () -> {});
        first.provider.call("a/one").say("half");
        Stage.Reading seen = Stage.drain(before);
        reader.take(seen.events());
        first.answer("b/two", "Ebb and flow.");
        first.die();
        assertThat(Stage.drain(before).broken()).isTrue();

        second.takeOver();
        second.provider.call("a/one").say("High");
        Position last = seen.events().getLast().position();
        Feed after = second.open(caller, id, last);
        Stage.Reading more = Stage.drain(after);
        reader.take(more.events());

        assertThat(more.events().getFirst().event()).isInstanceOf(ComparisonEvent.Snapshot.class);
        assertThat(more.of(AnswerRestarted.class))
                .containsExactly(new AnswerRestarted(ONE, 2, "interrupted"));
        assertThat(more.of(AnswerStarted.class))
                .extracting(AnswerStarted::attempt)
                .containsExactly(2);
        assertThat(reader.of(ONE)).isEqualTo("High");
        assertThat(reader.of(TWO)).isEqualTo("Ebb and flow.");
        for (Recorded recorded : more.events()) {
            assertThat(recorded.position()).isGreaterThan(last);
            last = recorded.position();
        }
    }

    @Test
    void whoever_comes_late_is_told_of_the_start_first() {
        ComparisonId id = first.start(caller, request);
        first.die();
        second.takeOver();

        List<Recorded> told = Stage.drain(second.open(caller, id, Position.START)).events();

        assertThat(told.getFirst().event()).isInstanceOf(ComparisonEvent.Started.class);
        assertThat(told.get(1).event()).isInstanceOf(ComparisonEvent.Snapshot.class);
        assertThat(told.get(1).position()).isGreaterThan(told.getFirst().position());
        assertThat(
                        Stage.drain(second.open(caller, id, told.getFirst().position()))
                                .events()
                                .getFirst())
                .isEqualTo(told.get(1));
    }

    @Test
    void the_second_death_ends_what_is_unfinished_at_the_platforms_expense() {
        ComparisonId id = first.start(caller, request);
        first.answer("a/one", "High and low.");
        first.die();
        second.takeOver();
        second.provider.call("b/two").say("half");
        second.die();

        first.takeOver();

        Comparison ended = first.stored(id);
        assertThat(ended.status()).isEqualTo(ComparisonStatus.PARTIAL);
        Answer interrupted = ended.answers().getLast();
        assertThat(interrupted.failure().orElseThrow().code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(interrupted.attempt()).isEqualTo(2);
        assertThat(interrupted.text()).isEqualTo("half");
        assertThat(first.available(caller)).isEqualTo(Credits.of(99));
        Stage.Reading told = Stage.drain(second.open(caller, id, new Position(2, 3)));
        assertThat(told.ended()).isTrue();
    }

    @Test
    void a_hand_over_is_no_death_but_an_answer_starts_four_times_at_most() {
        ComparisonId id = first.start(caller, request);
        Stage owner = first;
        for (int start = 2; start <= 4; start++) {
            owner.leases.handOver();
            Stage next = owner.another();
            assertThat(next.leases.takeOver()).isEqualTo(1);
            next.provider.call("a/one").say("start " + start);
            owner = next;
        }
        owner.leases.handOver();

        assertThat(second.leases.takeOver()).isEqualTo(1);

        Comparison ended = first.stored(id);
        assertThat(ended.answers()).allMatch(answer -> answer.status() == AnswerStatus.FAILED);
        assertThat(ended.answers()).extracting(Answer::attempt).containsExactly(4, 4);
        assertThat(first.available(caller)).isEqualTo(Credits.of(100));
    }

    @Test
    void all_ended_and_only_to_be_settled_is_settled() {
        FailingComparisons failing = new FailingComparisons();
        Stage dying = new Stage(new SlotBounds(9, 9), failing::around, Runnable::run);
        Stage heir = dying.another();
        ComparisonId id = dying.start(caller, Samples.request("Explain tides.", "a/one"));
        dying.provider.call("a/one").say("x");
        failing.failAfter(1, 1);
        dying.provider.call("a/one").end("0.001");
        dying.die();
        dying.clock.advance(Stage.LEASE.plusSeconds(1));

        assertThat(heir.leases.takeOver()).isEqualTo(1);

        assertThat(dying.books.comparisons().find(id).orElseThrow().status())
                .isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(heir.provider.calls("a/one")).isZero();
    }

    @Test
    void a_cancel_that_its_owner_did_not_live_to_see_is_heeded_by_its_heir() {
        ComparisonId id = first.start(caller, request);
        assertThat(second.cancel.cancel(caller.owner(), id, List.of(ONE)))
                .isEqualTo(new Outcome.Cancelling());
        first.die();

        second.takeOver();
        second.answer("b/two", "Low.");

        assertThat(first.stored(id).answers())
                .extracting(Answer::status)
                .containsExactly(AnswerStatus.CANCELLED, AnswerStatus.COMPLETED);
    }

    @Test
    void a_comparison_that_comes_back_is_told_anew() {
        ComparisonId id = first.start(caller, request);
        second.takeOver();
        second.die();
        first.clock.advance(Duration.ofSeconds(11));

        assertThat(first.leases.takeOver()).isEqualTo(1);

        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.FAILED);
        assertThat(first.runner.running()).isZero();
        assertThat(first.runner.close()).isDone();
    }

    @Test
    void an_instance_that_is_about_to_stop_takes_nothing_over() {
        first.start(caller, request);
        first.die();
        var _ = second.runner.close();

        assertThat(second.takeOver()).isZero();
        assertThat(first.leases.takeOver()).isEqualTo(1);
    }

    @Test
    void an_instance_that_was_not_told_of_any_model_yet_takes_nothing_over() {
        ComparisonId id = first.start(caller, request);
        first.provider.call("a/one").say("half");
        first.die();
        second.knowsModels.set(false);

        assertThat(second.takeOver()).isZero();
        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);

        second.knowsModels.set(true);
        assertThat(second.takeOver()).isEqualTo(1);
        second.answer("a/one", "High.");
        second.answer("b/two", "Low.");
        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void a_provider_that_tells_of_no_models_keeps_no_comparison_open_for_ever() {
        ComparisonId id = first.start(caller, request);
        first.die();
        second.knowsModels.set(false);
        first.clock.advance(Duration.ofMinutes(1));

        assertThat(second.takeOver()).isEqualTo(1);
        assertThat(first.stored(id).answers())
                .allMatch(answer -> answer.status() == AnswerStatus.FAILED);
    }

    @Test
    void a_reader_who_waited_where_it_was_taken_over_counts_as_a_reader() {
        ComparisonId id =
                first.start(
                        caller,
                        new ComparisonRequest(
                                request.prompt(),
                                request.models(),
                                Optional.empty(),
                                Parameters.DEFAULTS,
                                true,
                                true));
        first.die();
        Feed reader = second.open(caller, id, Position.START);
        Stage.drain(reader);
        assertThat(second.takeOver()).isEqualTo(1);
        Stage.drain(reader);
        second.journal.forgetReadersElsewhere(); // it reads at hand from now on

        second.pass(Duration.ofSeconds(30));

        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);
        reader.close();
    }

    @Test
    void a_renewal_on_its_way_does_not_undo_a_hand_over() {
        first.start(caller, request);
        Set<Fence> running = first.runner.fences();
        first.leases.handOver();

        first.books.comparisons().renew(running, Stage.LEASE);

        assertThat(second.leases.takeOver()).isEqualTo(1);
    }

    @Test
    void one_look_takes_over_all_that_a_dead_instance_left() {
        for (int i = 0; i < 25; i++) {
            first.start(Samples.account(100 + i), Samples.request("Explain tides " + i, "a/one"));
        }
        first.die();

        assertThat(second.takeOver()).isEqualTo(25);
    }

    @Test
    void a_claim_that_came_to_nothing_is_no_death() {
        ComparisonId id = first.start(caller, request);
        first.die();
        first.clock.advance(Stage.LEASE.plusSeconds(1));
        // an heir that loses the database between its claim and its first question to the journal
        first.books.comparisons().claimExpired(new InstanceId(UUID.randomUUID()), Stage.LEASE, 1);

        assertThat(second.takeOver()).isEqualTo(1);

        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);
    }

    @Test
    void a_reader_that_takes_nothing_keeps_no_other_from_reading_what_runs_elsewhere_now() {
        ComparisonId id = first.start(caller, request);
        Feed stuck = first.follow.fromStart(id, () -> {});
        second.takeOver();
        first.leases.renew();

        Feed other = first.open(caller, id, Position.START);

        assertThat(Stage.drain(other).broken()).isFalse();
        stuck.close();
    }

    @Test
    void a_run_whose_storage_breaks_by_an_error_is_not_leased_for_ever() {
        FailingComparisons failing = new FailingComparisons();
        Stage stage = new Stage(new SlotBounds(9, 9), failing::around, Runnable::run);
        ComparisonId id = stage.start(caller, Samples.request("Explain tides.", "a/one"));
        stage.provider.call("a/one").say("x");
        failing.breakNext();

        stage.provider.call("a/one").end("0.001");

        assertThat(stage.runner.running()).isZero();
        assertThat(stage.alarms).hasSize(1);
        stage.clock.advance(Stage.LEASE.plusSeconds(1));
        assertThat(stage.leases.takeOver()).isEqualTo(1);
        stage.provider.call("a/one").say("y");
        stage.provider.call("a/one").end("0.001");
        assertThat(stage.books.comparisons().find(id).orElseThrow().status())
                .isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void a_run_that_breaks_by_an_error_is_not_leased_for_ever() {
        Stage stage = new Stage();
        stage.start(caller, Samples.request("Explain tides.", "a/one"));
        stage.provider.call("a/one").breakOnCancel();

        stage.die();

        assertThat(stage.runner.running()).isZero();
        assertThat(stage.alarms).hasSize(1);
    }
}
