package com.compareintel.http;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A journal that lets a test wait until readers have come or gone. Thread-safe.
public final class Readers implements ComparisonJournal {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ComparisonJournal journal;
    private final AtomicInteger silent = new AtomicInteger();
    private final Semaphore came = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);

    Readers(ComparisonJournal journal) {
        this.journal = journal;
    }

    /// Waits until one more reader has come and read something.
    public void awaitComing() throws InterruptedException {
        await(came, "came");
    }

    /// Waits until one more reader has gone.
    public void awaitLeaving() throws InterruptedException {
        await(left, "left");
    }

    private static void await(Semaphore event, String what) throws InterruptedException {
        if (!event.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no reader " + what);
        }
    }

    @Override
    public Watch watch(ComparisonId id, Runnable nudge) {
        Watch watch = journal.watch(id, nudge);
        silent.incrementAndGet();
        return () -> {
            watch.close();
            left.release();
        };
    }

    @Override
    public void open(Fence fence) {
        journal.open(fence);
    }

    @Override
    public void append(Fence fence, List<ComparisonEvent> events) {
        journal.append(fence, events);
    }

    @Override
    public Position newest(ComparisonId id) {
        return journal.newest(id);
    }

    @Override
    public JournalRead read(ComparisonId id, Position after, int maxBytes) {
        JournalRead read = journal.read(id, after, maxBytes);
        if (silent.getAndUpdate(readers -> Math.max(0, readers - 1)) > 0) {
            came.release();
        }
        return read;
    }

    @Override
    public JournalRead stored(ComparisonId id, Position after) {
        return journal.stored(id, after);
    }

    @Override
    public void stillRead(Set<ComparisonId> ids) {
        journal.stillRead(ids);
    }

    @Override
    public boolean isReadElsewhere(ComparisonId id) {
        return journal.isReadElsewhere(id);
    }

    @Override
    public List<Recorded> told(ComparisonId id) {
        return journal.told(id);
    }

    @Override
    public void close(Fence fence) {
        journal.close(fence);
    }
}
