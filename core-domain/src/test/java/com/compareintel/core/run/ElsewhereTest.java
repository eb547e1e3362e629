package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two instances on one storage: what one knows that the other needs.
final class ElsewhereTest {
    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private final Stage first = new Stage();
    private final Stage second = first.another();

    private Comparison stored(ComparisonId id) {
        return first.books.comparisons().find(id).orElseThrow();
    }

    @Test
    void a_cancel_rings_for_whoever_runs_the_comparison() {
        second.wakeUps.listen(WakeUps.Reason.CANCEL, rung -> first.cancel.heed(first.instance));
        ComparisonId id = first.start(caller, request);

        second.cancel.cancel(caller.owner(), id, List.of());

        assertThat(first.provider.call("a/one").isCancelled()).isTrue();
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
        Feed reader = followed(id);
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

        assertThat(stored(id).status()).isEqualTo(ComparisonStatus.CANCELLED);
    }

    /// A reader at the other instance.
    private Feed followed(ComparisonId id) {
        return ((FollowComparison.Following.Open)
                        second.follow.from(caller.owner(), id, Position.START, () -> {}))
                .feed();
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
}
