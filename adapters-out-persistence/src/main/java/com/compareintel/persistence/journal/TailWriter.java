package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what was told, of all comparisons in one statement, not more often than allowed. What
/// could not be stored is tried again the next time, together with what was told since.
/// Thread-safe.
final class TailWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TailWriter.class);

    private final Tails tails;
    private final JournalRows rows;
    private final Timers timers;
    private final Duration every;
    private final Executor blocking;
    private final Consumer<List<ComparisonId>> written;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    /// @param written told of the comparisons of which something was stored, all at once
    TailWriter(
            Tails tails,
            JournalRows rows,
            Timers timers,
            Duration every,
            Executor blocking,
            Consumer<List<ComparisonId>> written) {
        this.tails = tails;
        this.rows = rows;
        this.timers = timers;
        this.every = every;
        this.blocking = blocking;
        this.written = written;
    }

    /// There is something to store. Never blocks.
    void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            timers.after(every, () -> blocking.execute(this::write));
        }
    }

    /// What is told from here on needs another turn, and so does what could not be stored.
    private void write() {
        try {
            List<JournalRow> unstored = tails.all();
            if (!unstored.isEmpty()) {
                write(unstored);
            }
            if (failing.compareAndSet(true, false)) {
                LOG.info("The journal is stored again.");
            }
        } catch (RuntimeException broken) {
            if (failing.compareAndSet(false, true)) {
                LOG.warn("The journal cannot be stored and is tried again: {}", broken.toString());
            }
        } finally {
            scheduled.set(false);
            if (tails.isAny()) {
                schedule();
            }
        }
    }

    private void write(List<JournalRow> unstored) {
        Set<Fence> current = rows.write(unstored);
        List<ComparisonId> stored = new ArrayList<>(unstored.size());
        for (JournalRow row : unstored) {
            if (current.contains(row.fence())) {
                tails.stored(row);
                stored.add(row.fence().comparison());
            } else {
                tails.drop(row.fence());
            }
        }
        written.accept(stored);
    }
}
