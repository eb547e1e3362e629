package com.compareintel.http;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.PlainJournal;
import com.compareintel.core.run.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A journal that knows how many watch it and what they read. Thread-safe.
public final class CountedJournal implements ComparisonJournal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PlainJournal journal = new PlainJournal();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger reads = new AtomicInteger();
    private int opened;
    private int closed;
    private volatile boolean broken;

    /// From now on nothing can be read.
    public void breakDown() {
        broken = true;
    }

    /// How often something was read.
    public int reads() {
        return reads.get();
    }

    /// How many watches were ever opened.
    public int opened() {
        lock.lock();
        try {
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /// How many watches were closed, each time counted.
    public int closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until so many watch.
    public void awaitWatching(int readers) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (opened - closed != readers) {
                if (left <= 0) {
                    throw new AssertionError((opened - closed) + " watch, not " + readers);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void open(ComparisonId id, int epoch) {
        journal.open(id, epoch);
    }

    @Override
    public void append(ComparisonId id, List<ComparisonEvent> events) {
        journal.append(id, events);
    }

    @Override
    public Position newest(ComparisonId id) {
        return journal.newest(id);
    }

    @Override
    public JournalRead read(ComparisonId id, Position after, int maxBytes) {
        if (broken) {
            throw new IllegalStateException("the journal is broken");
        }
        reads.incrementAndGet();
        return journal.read(id, after, maxBytes);
    }

    @Override
    public Watch watch(ComparisonId id, Runnable nudge) {
        Watch watch = journal.watch(id, nudge);
        count(1, 0);
        return () -> {
            watch.close();
            count(0, 1);
        };
    }

    private void count(int more, int less) {
        lock.lock();
        try {
            opened += more;
            closed += less;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(ComparisonId id) {
        journal.close(id);
    }
}
