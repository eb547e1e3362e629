package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/// Writes down the handles of the calls of this instance, soon after they are known: those of a few
/// milliseconds together, so that twelve models that answer at once cost one write. Nobody waits
/// for it. What cannot be written is tried again until it can, or until its answer has ended, which
/// deals with its calls in a write of its own.
///
/// Holds as many handles as there are calls under way, at most. Thread-safe; no method blocks but
/// [#write].
final class AcceptedCalls {
    /// How long handles are gathered: less than anybody notices, long enough for calls that were
    /// asked together.
    private static final Duration GATHERING = Duration.ofMillis(5);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final CostLookups lookups;
    private final Timers timers;
    private final Executor blocking;
    private final BiConsumer<ComparisonId, RuntimeException> alarm;
    private final Map<AcceptedCall.Key, AcceptedCall> unwritten = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicReference<Duration> retry = new AtomicReference<>(FIRST_RETRY);

    /// @param alarm told of a write that has to be tried again
    AcceptedCalls(
            CostLookups lookups,
            Timers timers,
            Executor blocking,
            BiConsumer<ComparisonId, RuntimeException> alarm) {
        this.lookups = lookups;
        this.timers = timers;
        this.blocking = blocking;
        this.alarm = alarm;
    }

    /// The provider took a call.
    void add(Fence fence, ModelId model, int number, String generation) {
        var key = new AcceptedCall.Key(fence.comparison(), model, fence.epoch(), number);
        unwritten.put(key, new AcceptedCall(key, generation));
        schedule(GATHERING);
    }

    /// The end of an answer is stored, and its calls with it.
    void ended(Fence fence, ModelId model) {
        unwritten
                .keySet()
                .removeIf(key ->
                        key.comparison().equals(fence.comparison())
                                && key.epoch() == fence.epoch()
                                && key.model().equals(model));
    }

    private void schedule(Duration delay) {
        if (scheduled.compareAndSet(false, true)) {
            timers.after(delay, () -> blocking.execute(this::writeInTurn));
        }
    }

    private void writeInTurn() {
        Duration next = GATHERING;
        try {
            write();
            retry.set(FIRST_RETRY);
        } catch (RuntimeException broken) {
            next = retry.getAndUpdate(AcceptedCalls::longer);
            unwritten.keySet().stream()
                    .findAny()
                    .ifPresent(key -> alarm.accept(key.comparison(), broken));
        }
        scheduled.set(false);
        if (!unwritten.isEmpty()) {
            schedule(next);
        }
    }

    /// Writes what is not written yet. Blocks.
    void write() {
        List<AcceptedCall> batch = List.copyOf(unwritten.values());
        if (!batch.isEmpty()) {
            lookups.note(batch);
            batch.forEach(call -> unwritten.remove(call.key(), call));
        }
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LONGEST_RETRY) < 0 ? twice : LONGEST_RETRY;
    }
}
