package com.compareintel.persistence.journal;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.ComparisonJournalContract;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.PlainWakeUps;
import com.compareintel.core.run.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/// The side of the journal that is at hand.
class StoredComparisonJournalTest extends ComparisonJournalContract {
    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final ComparisonJournal journal =
            new StoredComparisonJournal(
                    new JournalBounds(
                            1 << 20, 1 << 24, 1 << 24, Duration.ofHours(1), Duration.ofMillis(250)),
                    clock,
                    new ManualTimers(clock),
                    blocking,
                    new Tails(),
                    new Swallowing(),
                    InMemoryBooks.empty(clock).comparisons(),
                    new PlainWakeUps());

    @Override
    protected ComparisonJournal journal() {
        return journal;
    }

    @AfterEach
    void close() {
        blocking.close();
    }

    /// Takes every row and shows none.
    private static final class Swallowing implements JournalRows {
        @Override
        public Set<Fence> write(List<JournalRow> rows) {
            return rows.stream().map(JournalRow::fence).collect(Collectors.toSet());
        }

        @Override
        public Optional<Found> behind(ComparisonId id, Position after) {
            return Optional.empty();
        }

        @Override
        public void stillRead(Set<ComparisonId> ids) {}

        @Override
        public boolean isRead(ComparisonId id) {
            return false;
        }

        @Override
        public Optional<Found> newest(ComparisonId id) {
            return Optional.empty();
        }
    }
}
