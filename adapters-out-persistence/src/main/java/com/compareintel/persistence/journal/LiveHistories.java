package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import com.compareintel.core.run.TextMerge;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is at hand of the comparisons that run here, or ran here a while ago, and who waits for
/// news of any. Thread-safe; never blocks.
///
/// Comparisons share nothing on the way of an event: an append looks up its history, merges, adds
/// under that history's own lock, and nudges outside of it. What is shared is touched when a
/// comparison begins or ends, and when a reader comes or goes.
final class LiveHistories {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHistories.class);

    private final JournalBounds bounds;
    private final Clock clock;
    private final ConcurrentMap<ComparisonId, History> histories = new ConcurrentHashMap<>();
    private final ConcurrentMap<ComparisonId, List<Watching>> watches = new ConcurrentHashMap<>();

    /// Finished histories, the first to finish first; guarded by itself, as is their size.
    private final Deque<Finished> finished = new ArrayDeque<>();

    private long finishedBytes;

    /// How many of the histories have finished: written by whoever holds the lock, read by all.
    private volatile int finishedCount;

    private record Finished(ComparisonId id, History history, Instant at, long bytes) {}

    LiveHistories(JournalBounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    void open(Fence fence) {
        histories.put(fence.comparison(), new History(fence));
        forgetFinished();
        nudge(fence.comparison());
    }

    /// Adds events and answers with their places; adds nothing unless the history is open under
    /// this fence.
    List<Recorded> append(Fence fence, List<ComparisonEvent> events) {
        ComparisonId id = fence.comparison();
        History history = histories.get(id);
        if (history == null || !history.isOf(fence) || events.isEmpty()) {
            return List.of();
        }
        List<Recorded> added = history.add(TextMerge.of(events), windowBytes());
        if (added.isEmpty()) {
            return added;
        }
        if (history.isFinished()) {
            keepFinished(id, history);
        }
        nudge(id);
        return added;
    }

    /// What each comparison under way may keep now.
    private long windowBytes() {
        long open = Math.max(1, histories.size() - finishedCount);
        return Math.min(bounds.windowBytes(), bounds.openBytes() / open);
    }

    Position newest(ComparisonId id) {
        History history = histories.get(id);
        return history == null ? Position.START : history.newest();
    }

    JournalRead read(ComparisonId id, Position after, int maxBytes) {
        History history = histories.get(id);
        return history == null ? new JournalRead.Absent() : history.read(after, maxBytes);
    }

    ComparisonJournal.Watch watch(ComparisonId id, Runnable nudge) {
        forgetFinished();
        histories.computeIfPresent(id, (key, history) -> history.isClosed() ? null : history);
        Watching watching = new Watching(id, nudge);
        watches.merge(id, List.of(watching), LiveHistories::both);
        return watching;
    }

    private static List<Watching> both(List<Watching> some, List<Watching> others) {
        List<Watching> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /// The history is closed, and forgotten, in one step with the coming and going of its readers.
    void close(Fence fence) {
        ComparisonId id = fence.comparison();
        watches.compute(
                id,
                (same, readers) -> {
                    histories.computeIfPresent(
                            id,
                            (key, history) -> {
                                if (!history.isOf(fence)) {
                                    return history;
                                }
                                history.close();
                                return readers == null ? null : history;
                            });
                    return readers;
                });
        nudge(id);
    }

    private void leave(Watching watching) {
        watches.computeIfPresent(watching.id, (id, readers) -> without(watching, readers));
    }

    private @Nullable List<Watching> without(Watching watching, List<Watching> readers) {
        List<Watching> others = readers.stream().filter(reader -> reader != watching).toList();
        if (!others.isEmpty()) {
            return others;
        }
        histories.computeIfPresent(
                watching.id, (id, history) -> history.isClosed() ? null : history);
        return null;
    }

    /// Tells whoever waits for news of a comparison.
    void nudge(ComparisonId id) {
        for (Watching watching : watches.getOrDefault(id, List.of())) {
            try {
                watching.nudge.run();
            } catch (RuntimeException broken) {
                LOG.warn("A reader of comparison {} cannot be nudged: {}", id, broken.toString());
            }
        }
    }

    private void keepFinished(ComparisonId id, History history) {
        long bytes = history.heldBytes();
        synchronized (finished) {
            finished.add(new Finished(id, history, clock.instant(), bytes));
            finishedBytes += bytes;
            finishedCount = finished.size();
        }
        forgetFinished();
    }

    /// Forgets finished histories that are too old or too many, the first to finish first.
    private void forgetFinished() {
        Instant longAgo = clock.instant().minus(bounds.finishedFor());
        synchronized (finished) {
            while (!finished.isEmpty()
                    && (finishedBytes > bounds.finishedBytes()
                            || !finished.getFirst().at().isAfter(longAgo))) {
                Finished oldest = finished.removeFirst();
                finishedBytes -= oldest.bytes();
                histories.remove(oldest.id(), oldest.history());
            }
            finishedCount = finished.size();
        }
    }

    /// Somebody waiting for news; equal to nothing but itself.
    private final class Watching implements ComparisonJournal.Watch {
        private final ComparisonId id;
        private final Runnable nudge;

        Watching(ComparisonId id, Runnable nudge) {
            this.id = id;
            this.nudge = nudge;
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
