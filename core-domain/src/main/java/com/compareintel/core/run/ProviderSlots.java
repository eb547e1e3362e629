package com.compareintel.core.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Bounds how many calls are open to the provider at once, and how many more may wait, first come
/// first served. Thread-safe; never blocks.
public final class ProviderSlots {
    /// How soon to try again when the queue is full: calls last seconds, not milliseconds.
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final int slots;
    private final int queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Object> taken = new HashSet<>();
    private final SequencedMap<Object, Runnable> waiting = new LinkedHashMap<>();

    /// @param slots calls at once, above zero
    /// @param queue calls that may wait; beyond it new comparisons are refused
    public ProviderSlots(int slots, int queue) {
        if (slots < 1 || queue < 0) {
            throw new IllegalArgumentException(slots + " slots, queue of " + queue);
        }
        this.slots = slots;
        this.queue = queue;
    }

    /// Whether so many more calls would overfill the queue, and if so, when to try again.
    public Optional<Duration> overloadedBy(int calls) {
        lock.lock();
        try {
            int free = slots - taken.size();
            return waiting.size() + calls - free > queue ? Optional.of(NEXT_TRY) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes a slot, or waits in the queue until `granted` is called, which must return at once.
    ///
    /// @param ticket distinguishes this call from all others, for giving it back
    /// @return the place in the queue, 0 if the slot was free
    int take(Object ticket, Runnable granted) {
        lock.lock();
        try {
            if (waiting.isEmpty() && taken.size() < slots) {
                taken.add(ticket);
                return 0;
            }
            waiting.put(ticket, granted);
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Gives back a slot or a place in the queue. Of what holds neither nothing is changed.
    void free(Object ticket) {
        List<Runnable> granted = new ArrayList<>();
        lock.lock();
        try {
            if (!taken.remove(ticket)) {
                waiting.remove(ticket);
            }
            while (taken.size() < slots && !waiting.isEmpty()) {
                var next = waiting.pollFirstEntry();
                taken.add(next.getKey());
                granted.add(next.getValue());
            }
        } finally {
            lock.unlock();
        }
        granted.forEach(Runnable::run);
    }
}
