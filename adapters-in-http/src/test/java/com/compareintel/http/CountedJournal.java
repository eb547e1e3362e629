package com.compareintel.http;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.PlainJournal;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A journal that knows how many watch it and what they read. Thread-safe.
public final class CountedJournal implements ComparisonJournal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Happens once something was looked up, before whoever asked hears of it.
    public final AtomicReference<Runnable> afterStored = new AtomicReference<>(() -> {});

    private final PlainJournal journal;
    private final Map<ComparisonId, Fence> owners = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger reads = new AtomicInteger();
    private int opened;
    private int closed;
    private volatile boolean broken;

    CountedJournal(Comparisons comparisons) {
        journal = new PlainJournal(comparisons);
    }

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

    /// Begins the history of a comparison that nobody admitted.
    public void open(ComparisonId id) {
        open(new Fence(id, new InstanceId(UUID.randomUUID()), 1));
    }

    /// As its present owner.
    public void append(ComparisonId id, List<ComparisonEvent> events) {
        append(owner(id), events);
    }

    /// As its present owner.
    public void close(ComparisonId id) {
        close(owner(id));
    }

    /// Forgets all of a comparison.
    public void forget(ComparisonId id) {
        journal.forget(id);
    }

    private Fence owner(ComparisonId id) {
        return Objects.requireNonNull(owners.get(id), "nobody opened it");
    }

    @Override
    public void open(Fence fence) {
        owners.put(fence.comparison(), fence);
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
    public JournalRead stored(ComparisonId id, Position after) {
        JournalRead found = journal.stored(id, after);
        afterStored.get().run();
        return found;
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
