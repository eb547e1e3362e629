package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.run.CancelComparison.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two instances on one storage: what one knows that the other needs.
final class ElsewhereTest {
    private static final ModelId ONE = new ModelId("a/one");

    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private final Stage first = new Stage();
    private final Stage second = first.another();

    @Test
    void readers_elsewhere_see_what_the_owner_tells() {
        ComparisonId id = first.start(caller, request);
        first.provider.call("a/one").say("High ");
        Feed elsewhere = second.open(caller, id, Position.START);
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
        first.answer("b/two", "y");
        assertThat(Stage.drain(elsewhere).ended()).isTrue();
    }

    @Test
    void a_cancel_rings_for_whoever_runs_the_comparison() {
        second.wakeUps.listen(WakeUps.Reason.CANCEL, rung -> first.cancel.heed(first.instance));
        ComparisonId id = first.start(caller, request);

        second.cancel.cancel(caller.owner(), id, List.of());

        assertThat(first.provider.call("a/one").isCancelled()).isTrue();
    }

    @Test
    void a_cancel_from_elsewhere_is_heeded() {
        ComparisonId id = first.start(caller, request);

        assertThat(second.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.Cancelling());
        first.cancel.heed(first.instance);

        assertThat(first.provider.call("a/one").isCancelled()).isTrue();
        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
        assertThat(second.cancel.cancel(caller.owner(), id, List.of()))
                .isEqualTo(new Outcome.AlreadyFinished());
    }

    @Test
    void of_an_answer_that_has_ended_elsewhere_nothing_is_cancelled() {
        ComparisonId id = first.start(caller, request);
        first.answer("a/one", "x");

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
        Feed reader = second.open(caller, id, Position.START);
        Stage.drain(reader);

        first.pass(Duration.ofSeconds(30));
        assertThat(first.runner.running()).isEqualTo(1);
        reader.close();
        first.journal.forgetReadersElsewhere();
        first.pass(Duration.ofSeconds(5));

        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
    }

    @Test
    void a_reader_elsewhere_that_takes_in_nothing_is_a_reader_while_it_is_there() {
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
        Feed reader = second.open(caller, id, Position.START);
        for (int i = 0; i < 6; i++) {
            first.journal.forgetReadersElsewhere();
            second.follow.standBy();
            first.pass(Duration.ofSeconds(5));
        }
        assertThat(first.runner.running()).isEqualTo(1);

        reader.close();
        first.journal.forgetReadersElsewhere();
        second.follow.standBy();
        first.pass(Duration.ofSeconds(5));

        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
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
    void what_an_owner_in_doubt_does_not_tell_is_merged_as_it_waits() {
        ComparisonId id = first.start(caller, request);
        Feed feed = first.follow.fromStart(id, () -> {});
        Stage.drain(feed);
        first.clock.advance(Stage.TRUST);
        for (int i = 0; i < 5_000; i++) {
            first.provider.call("a/one").say("a");
            first.provider.call("b/two").say("b");
        }

        first.leases.renew();

        List<ComparisonEvent.AnswerDelta> told =
                Stage.drain(feed).of(ComparisonEvent.AnswerDelta.class);
        assertThat(told).hasSizeLessThan(1_000);
        assertThat(told.stream().mapToInt(delta -> delta.text().length()).sum()).isEqualTo(10_000);
    }

    @Test
    void an_owner_in_doubt_whose_comparison_was_claimed_cancels_its_calls_and_closes_its_readers() {
        ComparisonId id = first.start(caller, request);
        Feed feed = first.follow.fromStart(id, () -> {});
        Stage.drain(feed);
        second.takeOver();
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
        second.takeOver();
        first.answer("a/one", "kept back");
        second.answer("a/one", "High and low.");
        assertThat(first.stored(id).status()).isEqualTo(ComparisonStatus.COMPLETED);

        first.leases.renew();

        assertThat(Stage.drain(feed).broken()).isTrue();
        assertThat(first.runner.running()).isZero();
    }
}
