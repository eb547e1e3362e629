package com.compareintel.core.run;

import com.compareintel.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/// Timers that follow a [ManualClock]: what is due happens inside [#advance], on the thread that
/// calls it, in the order in which it is due. Thread-safe.
public final class ManualTimers implements Timers {
    private final ManualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedSet<Pending> pending = new LinkedHashSet<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    /// Timers that move with `clock`, which is to be moved by [#advance] alone.
    public ManualTimers(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Pending timer = new Pending(clock.instant().plus(delay), task);
        lock.lock();
        try {
            pending.add(timer);
        } finally {
            lock.unlock();
        }
        return timer;
    }

    /// Moves the clock on and does on the way what falls due; each task sees the time it was due
    /// at, and what a task sets up anew is done too if it falls into the span.
    public void advance(Duration span) {
        Instant end = clock.instant().plus(span);
        Optional<Pending> next = takeDue(end);
        while (next.isPresent()) {
            if (next.get().due.isAfter(clock.instant())) {
                clock.setTo(next.get().due);
            }
            next.get().ring();
            next = takeDue(end);
        }
        clock.setTo(end);
    }

    /// How many timers are set.
    public int pending() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    /// What tasks have thrown so far.
    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    private Optional<Pending> takeDue(Instant end) {
        lock.lock();
        try {
            Optional<Pending> first =
                    pending.stream()
                            .filter(timer -> !timer.due.isAfter(end))
                            .min(Comparator.comparing(timer -> timer.due));
            first.ifPresent(pending::remove);
            return first;
        } finally {
            lock.unlock();
        }
    }

    private final class Pending implements Timer {
        private final Instant due;
        private final Runnable task;

        Pending(Instant due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        /// A task that fails harms no other.
        private void ring() {
            try {
                task.run();
            } catch (RuntimeException broken) {
                failures.add(broken);
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                pending.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
