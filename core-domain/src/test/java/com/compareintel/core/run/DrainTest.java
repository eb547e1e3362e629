package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// An instance that is about to stop.
final class DrainTest {
    private final Stage stage = new Stage();
    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one");

    private Submission submit(Optional<Idempotency> key) {
        return stage.compare.submit(caller, request, key, Optional.empty());
    }

    private Credits available() {
        return stage.books.ledger().funds(caller.pools(), stage.clock.instant()).available();
    }

    @Test
    void nothing_new_starts_and_nothing_is_held_for_it() {
        var _ = stage.runner.close();

        Submission refused = submit(Optional.empty());

        assertThat(refused).isInstanceOf(Submission.Refused.class);
        assertThat(((Submission.Refused) refused).why()).isInstanceOf(Refusal.Draining.class);
        assertThat(available()).isEqualTo(Credits.of(100));
    }

    @Test
    void what_was_refused_for_other_reasons_is_not_waited_for() {
        stage.compare.submit(
                caller, Samples.request("Hm.", "x/unknown"), Optional.empty(), Optional.empty());

        assertThat(stage.runner.close()).isDone();
    }

    @Test
    void what_runs_goes_on_to_its_end_and_is_waited_for() {
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});
        CompletableFuture<Void> idle = stage.runner.close();
        assertThat(idle).isNotDone();

        stage.provider.call("a/one").say("High and low.");
        stage.provider.call("a/one").end("0.001");

        assertThat(idle).isDone();
        assertThat(Stage.drain(feed).ended()).isTrue();
        assertThat(stage.books.comparisons().find(id).orElseThrow().status())
                .isEqualTo(ComparisonStatus.COMPLETED);
    }

    @Test
    void a_repeated_request_still_joins_what_runs() {
        Idempotency key = new Idempotency(caller.idempotencyScope(), "k", "print");
        submit(Optional.of(key));
        var _ = stage.runner.close();

        assertThat(stage.compare.repeated(key)).get().isInstanceOf(Submission.Joined.class);
    }

    @Test
    void what_runs_on_is_handed_over_at_once_and_its_readers_are_sent_elsewhere() {
        ComparisonId id = stage.start(caller, request);
        Feed feed = stage.follow.fromStart(id, () -> {});
        stage.provider.call("a/one").say("half");
        CompletableFuture<Void> idle = stage.runner.close();

        stage.leases.handOver();

        assertThat(idle).isDone();
        assertThat(stage.provider.call("a/one").isCancelled()).isTrue();
        Stage.Reading reading = Stage.drain(feed);
        assertThat(reading.broken()).isTrue();
        assertThat(reading.ended()).isFalse();
        List<Orphan> claimed =
                stage.books
                        .comparisons()
                        .claimExpired(new InstanceId(UUID.randomUUID()), Stage.LEASE, 10);
        assertThat(claimed).extracting(orphan -> orphan.comparison().id()).containsExactly(id);
    }

    @Test
    void it_does_not_take_in_again_what_it_handed_over() {
        stage.start(caller, request);
        var _ = stage.runner.close();
        stage.leases.handOver();

        assertThat(stage.leases.takeOver()).isZero();
    }

    @Test
    void a_reader_of_what_runs_elsewhere_is_sent_away() {
        ComparisonId id = stage.start(caller, request);
        stage.die();
        Feed before = stage.follow.fromStart(id, () -> {});
        assertThat(Stage.drain(before).broken()).isFalse();

        var _ = stage.runner.close();

        assertThat(Stage.drain(before).broken()).isTrue();
    }
}
