package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.identity.Owner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lets any number of readers follow a comparison from any place in its history, running or ended,
/// without the run taking notice of them.
@UseCase
public final class FollowComparison {
    private final Sources sources;

    public FollowComparison(Sources sources) {
        this.sources = sources;
    }

    /// Where the history of a comparison can be found.
    ///
    /// @param lookAgain how often to look for news of a comparison that runs elsewhere
    public record Sources(
            ComparisonJournal journal,
            ComparisonRunner runner,
            Comparisons comparisons,
            Timers timers,
            Duration lookAgain) {
        /// A run answers within moments; one that does not is as good as not running here.
        private static final Duration RUN_ANSWERS_WITHIN = Duration.ofSeconds(2);

        /// The state of a comparison that is running here. Blocks for moments.
        Optional<Recorded> snapshot(ComparisonId id) {
            return runner.snapshot(id).flatMap(Sources::await);
        }

        private static Optional<Recorded> await(CompletableFuture<Recorded> snapshot) {
            try {
                return Optional.ofNullable(
                        snapshot.get(RUN_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException | TimeoutException gone) {
                return Optional.empty();
            }
        }
    }

    /// Whether a comparison can be followed.
    public sealed interface Following {
        /// It can.
        ///
        /// @param feed to be closed by whoever asked for it
        record Open(Feed feed) implements Following {}

        /// The reader has seen everything there is.
        record SeenAll() implements Following {}

        /// There is no such comparison of this owner.
        record Missing() implements Following {}
    }

    /// Follows a comparison of this owner. Blocks.
    ///
    /// @param after the last position the reader has seen, [Position#START] for none
    /// @param nudge called from any thread when there may be something to read; must return at once
    public Following from(Owner owner, ComparisonId id, Position after, Runnable nudge) {
        if (sources.comparisons().find(owner, id).isEmpty()) {
            return new Following.Missing();
        }
        return after.isLast()
                ? new Following.SeenAll()
                : new Following.Open(new Feed(id, after, sources, nudge));
    }

    /// Stands up for the readers that are here: those of comparisons that run elsewhere are seen
    /// there as long as their connections are open, also while they take in nothing. To be called
    /// every second. Blocks.
    public void standBy() {
        Set<ComparisonId> read = sources.runner().readFromElsewhere();
        if (!read.isEmpty()) {
            sources.journal().stillRead(read);
        }
    }

    /// Follows a comparison that was just admitted for the one who asks, from its start. Does not
    /// block.
    public Feed fromStart(ComparisonId admitted, Runnable nudge) {
        return new Feed(admitted, Position.START, sources, nudge);
    }

    /// The comparison as it stands, with what its answers say so far: right now if it is running
    /// here, as last stored if elsewhere. Blocks.
    public Optional<Comparison> now(Owner owner, ComparisonId id) {
        Optional<Comparison> stored = sources.comparisons().find(owner, id);
        if (stored.isEmpty() || stored.get().closing().isPresent()) {
            return stored;
        }
        return sources.snapshot(id)
                .map(Recorded::event)
                .filter(ComparisonEvent.Snapshot.class::isInstance)
                .map(event -> ((ComparisonEvent.Snapshot) event).comparison())
                .or(() ->
                        sources.comparisons()
                                .find(owner, id)
                                .map(latest -> ToldSoFar.of(latest, sources.journal().told(id))));
    }
}
