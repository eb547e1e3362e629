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

    private static void answer(Stage stage, String model, String text) {
        stage.provider.call(model).say(text);
        stage.provider.call(model).end("0.001");
    }

    private Comparison stored(ComparisonId id) {
        return first.books.comparisons().find(id).orElseThrow();
    }

    private Credits available() {
        return first.books.ledger().funds(caller.pools(), first.clock.instant()).available();
    }

    private int takeOver(Stage stage) {
        first.clock.advance(Stage.LEASE.plusSeconds(1));
        return stage.leases.takeOver();
    }

    @Test
    void what_had_ended_is_kept_and_the_rest_is_asked_anew() {
        ComparisonId id = first.start(caller, request);
        answer(first, "a/one", "High and low.");
        first.provider.call("b/two").say("half");
        first.die();

        assertThat(takeOver(second)).isEqualTo(1);
        assertThat(second.provider.calls("a/one")).isZero();
        answer(second, "b/two", "Ebb and flow.");

        Comparison ended = stored(id);
        assertThat(ended.status()).isEqualTo(ComparisonStatus.COMPLETED);
        assertThat(ended.answers())
                .extracting(Answer::text)
                .containsExactly("High and low.", "Ebb and flow.");
        assertThat(ended.answers()).extracting(Answer::attempt).containsExactly(1, 2);
        assertThat(available()).isEqualTo(Credits.of(99));
        assertThat(takeOver(first)).isZero();
    }

    @Test
    void a_model_is_asked_the_same_once_more() {
        ComparisonId start = first.start(caller, request);
        answer(first, "a/one", "High.");
        answer(first, "b/two", "Low.");
        ComparisonRequest next =
                new ComparisonRequest(
                        new Prompt("And why?", Optional.of("Be brief.")),
                        List.of(ONE, TWO),
                        stored(start).conversation(),
                        Parameters.DEFAULTS,
                        true,
                        false);
        first.start(caller, next);
        Question before = first.provider.call("b/two").question();
        first.die();

        takeOver(second);

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
        answer(first, "b/two", "Ebb and flow.");
        first.die();
        assertThat(Stage.drain(before).broken()).isTrue();

        takeOver(second);
        second.provider.call("a/one").say("High");
        Position last = seen.events().getLast().position();
        Feed after = follow(second, id, last);
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

    private Feed follow(Stage stage, ComparisonId id, Position after) {
        return ((FollowComparison.Following.Open)
                        stage.follow.from(caller.owner(), id, after, () -> {}))
                .feed();
    }

    @Test
    void whoever_comes_late_is_told_of_the_start_first() {
        ComparisonId id = first.start(caller, request);
        first.die();
        takeOver(second);

        List<Recorded> told = Stage.drain(follow(second, id, Position.START)).events();

        assertThat(told.getFirst().event()).isInstanceOf(ComparisonEvent.Started.class);
        assertThat(told.get(1).event()).isInstanceOf(ComparisonEvent.Snapshot.class);
        assertThat(told.get(1).position()).isGreaterThan(told.getFirst().position());
        assertThat(Stage.drain(follow(second, id, told.getFirst().position())).events().getFirst())
                .isEqualTo(told.get(1));
    }

    @Test
    void readers_elsewhere_see_what_the_owner_tells() {
        ComparisonId id = first.start(caller, request);
        first.provider.call("a/one").say("High ");
        Feed elsewhere = follow(second, id, Position.START);
        List<Recorded> told = Stage.drain(elsewhere).events();
        first.provider.call("a/one").say("and low.");
        Stage.Reading more = Stage.drain(elsewhere);

        assertThat(told.getFirst().event()).isInstanceOf(ComparisonEvent.Started.class);
        assertThat(more.of(ComparisonEvent.AnswerDelta.class))
                .containsExactly(new ComparisonEvent.AnswerDelta(ONE, "and low."));
        Comparison now = second.follow.now(caller.owner(), id).orElseThrow();
        assertThat(now.answers().getFirst().text()).isEqualTo("High and low.");
        assertThat(now.answers()).allMatch(answer -> answer.status() == AnswerStatus.RUNNING);

        first.provider.call("a/one").end("0.001");
        answer(first, "b/two", "y");
        assertThat(Stage.drain(elsewhere).ended()).isTrue();
    }

    @Test
    void the_second_death_ends_what_is_unfinished_at_the_platforms_expense() {
        ComparisonId id = first.start(caller, request);
        answer(first, "a/one", "High and low.");
        first.die();
        takeOver(second);
        second.provider.call("b/two").say("half");
        second.die();

        takeOver(first);

        Comparison ended = stored(id);
        assertThat(ended.status()).isEqualTo(ComparisonStatus.PARTIAL);
        Answer interrupted = ended.answers().getLast();
        assertThat(interrupted.failure().orElseThrow().code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(interrupted.attempt()).isEqualTo(2);
        assertThat(interrupted.text()).isEqualTo("half");
        assertThat(available()).isEqualTo(Credits.of(99));
        Stage.Reading told = Stage.drain(follow(second, id, new Position(2, 3)));
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

        Comparison ended = stored(id);
        assertThat(ended.answers()).allMatch(answer -> answer.status() == AnswerStatus.FAILED);
        assertThat(ended.answers()).extracting(Answer::attempt).containsExactly(4, 4);
        assertThat(available()).isEqualTo(Credits.of(100));
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

        takeOver(second);
        answer(second, "b/two", "Low.");

        assertThat(stored(id).answers())
                .extracting(Answer::status)
                .containsExactly(AnswerStatus.CANCELLED, AnswerStatus.COMPLETED);
    }

    @Test
    void a_cancel_from_elsewhere_is_heeded() {
        ComparisonId id = first.start(caller, request);

        assertThat(second.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.Cancelling());
        first.cancel.heed(first.instance);

        assertThat(first.provider.call("a/one").isCancelled()).isTrue();
        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
        assertThat(second.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.AlreadyFinished());
    }

    @Test
    void of_an_answer_that_has_ended_elsewhere_nothing_is_cancelled() {
        ComparisonId id = first.start(caller, request);
        answer(first, "a/one", "x");

        assertThat(second.cancel.cancel(caller.owner(), id, List.of(ONE)))
                .isEqualTo(new Outcome.AlreadyFinished());
    }

    @Test
    void a_comparison_that_somebody_reads_elsewhere_is_not_cancelled_for_want_of_readers() {
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
        Feed reader = follow(second, id, Position.START);
        Stage.drain(reader);

        first.pass(Duration.ofSeconds(30));
        assertThat(first.runner.running()).isEqualTo(1);
        reader.close();
        first.journal.forgetReadersElsewhere();
        first.pass(Duration.ofSeconds(5));

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
    }

    @Test
    void an_owner_in_doubt_tells_nothing_and_goes_on_when_its_lease_holds() {
        ComparisonId id = first.start(caller, request);
        Feed feed = first.follow.fromStart(id, () -> {});
        first.provider.call("a/one").say("seen ");
        Stage.drain(feed);
        first.clock.advance(Stage.TRUST);
        first.provider.call("a/one").say("unseen ");
        first.provider.call("a/one").say("yet");
        assertThat(Stage.drain(feed).events()).isEmpty();
        Optional<Comparison> now = first.follow.now(caller.owner(), id);
        assertThat(now.orElseThrow().answers().getFirst().text()).isEqualTo("seen ");

        first.leases.renew();

        assertThat(Stage.drain(feed).of(ComparisonEvent.AnswerDelta.class))
                .extracting(ComparisonEvent.AnswerDelta::text)
                .containsExactly("unseen ", "yet");
        assertThat(first.provider.call("a/one").isCancelled()).isFalse();
    }

    @Test
    void an_owner_in_doubt_whose_comparison_was_claimed_cancels_its_calls_and_closes_its_readers() {
        ComparisonId id = first.start(caller, request);
        Feed feed = first.follow.fromStart(id, () -> {});
        Stage.drain(feed);
        takeOver(second);
        first.provider.call("a/one").say("unseen");

        first.leases.renew();

        Stage.Reading reading = Stage.drain(feed);
        assertThat(reading.events()).isEmpty();
        assertThat(reading.broken()).isTrue();
        assertThat(first.provider.call("a/one").isCancelled()).isTrue();
        assertThat(second.provider.call("a/one").isCancelled()).isFalse();
    }

    @Test
    void an_owner_in_doubt_notices_that_its_comparison_was_ended_elsewhere() {
        ComparisonId id = first.start(caller, Samples.request("Explain tides.", "a/one"));
        Feed feed = first.follow.fromStart(id, () -> {});
        Stage.drain(feed);
        takeOver(second);
        answer(first, "a/one", "kept back");
        answer(second, "a/one", "High and low.");
        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);

        first.leases.renew();

        assertThat(Stage.drain(feed).broken()).isTrue();
        assertThat(first.runner.running()).isZero();
    }

    @Test
    void a_comparison_that_comes_back_is_told_anew() {
        ComparisonId id = first.start(caller, request);
        takeOver(second);
        second.die();
        first.clock.advance(Duration.ofSeconds(11));

        assertThat(first.leases.takeOver()).isEqualTo(1);

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.FAILED);
        assertThat(first.runner.running()).isZero();
        assertThat(first.runner.close()).isDone();
    }

    @Test
    void an_instance_that_is_about_to_stop_takes_nothing_over() {
        first.start(caller, request);
        first.die();
        var _ = second.runner.close();

        assertThat(takeOver(second)).isZero();
        assertThat(first.leases.takeOver()).isEqualTo(1);
    }

    @Test
    void an_instance_that_was_not_told_of_any_model_yet_takes_nothing_over() {
        ComparisonId id = first.start(caller, request);
        first.provider.call("a/one").say("half");
        first.die();
        second.knowsModels.set(false);

        assertThat(takeOver(second)).isZero();
        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);

        second.knowsModels.set(true);
        assertThat(takeOver(second)).isEqualTo(1);
        answer(second, "a/one", "High.");
        answer(second, "b/two", "Low.");
        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void a_provider_that_tells_of_no_models_keeps_no_comparison_open_for_ever() {
        ComparisonId id = first.start(caller, request);
        first.die();
        second.knowsModels.set(false);
        first.clock.advance(Duration.ofMinutes(1));

        assertThat(takeOver(second)).isEqualTo(1);
        assertThat(stored(id).answers()).allMatch(answer -> answer.status() == AnswerStatus.FAILED);
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
        Feed reader = follow(second, id, Position.START);
        Stage.drain(reader);
        assertThat(takeOver(second)).isEqualTo(1);
        Stage.drain(reader);
        second.journal.forgetReadersElsewhere(); // it reads at hand from now on

        second.pass(Duration.ofSeconds(30));

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);
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

        assertThat(takeOver(second)).isEqualTo(25);
    }

    @Test
    void a_claim_that_came_to_nothing_is_no_death() {
        ComparisonId id = first.start(caller, request);
        first.die();
        first.clock.advance(Stage.LEASE.plusSeconds(1));
        // an heir that loses the database between its claim and its first question to the journal
        first.books.comparisons().claimExpired(new InstanceId(UUID.randomUUID()), Stage.LEASE, 1);

        assertThat(takeOver(second)).isEqualTo(1);

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.RUNNING);
    }

    @Test
    void a_reader_that_takes_nothing_keeps_no_other_from_reading_what_runs_elsewhere_now() {
        ComparisonId id = first.start(caller, request);
        Feed stuck = first.follow.fromStart(id, () -> {});
        takeOver(second);
        first.leases.renew();

        Feed other = follow(first, id, Position.START);

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
