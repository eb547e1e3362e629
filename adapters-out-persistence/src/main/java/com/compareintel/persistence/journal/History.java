package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerCompleted;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The latest events of one comparison under one owner, in a ring that grows up to the bound on
/// their size, which may change with every addition. Numbers run without a gap, so a reader's place
/// is found by subtraction. Thread-safe; each method holds the lock for as long as it takes to copy
/// references.
final class History {
    /// What an event takes beside its text: itself, its place, its text's two headers and its slots
    /// in the ring, as a runtime of 64 bits with compressed references lays them out.
    private static final int OVERHEAD = 128;

    private static final int FIRST_CAPACITY = 32;

    private final Fence fence;
    private final int epoch;
    private @Nullable Recorded[] ring = new Recorded[FIRST_CAPACITY];
    private int head;
    private int size;

    /// The number of the oldest event kept; of the next one if there is none.
    private int oldest = 1;

    private long bytes;
    private long answerBytes;
    private boolean finished;
    private boolean closed;

    History(Fence fence) {
        this.fence = fence;
        this.epoch = fence.epoch();
    }

    /// Adds events unless the history has ended, and answers with their places.
    ///
    /// @param windowBytes how much to keep from now on, about; the latest event in any case
    synchronized List<Recorded> add(List<ComparisonEvent> events, long windowBytes) {
        List<Recorded> added = new ArrayList<>(events.size());
        for (ComparisonEvent event : events) {
            if (closed || finished) {
                break;
            }
            finished = event instanceof ComparisonEvent.Finished;
            Recorded recorded =
                    new Recorded(new Position(epoch, finished ? Position.LAST : next()), event);
            push(recorded, windowBytes);
            added.add(recorded);
        }
        return added;
    }

    /// Whether this owner writes it.
    boolean isOf(Fence owner) {
        return fence.equals(owner);
    }

    synchronized boolean isFinished() {
        return finished;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Ends the history and lets its events go.
    synchronized void close() {
        closed = true;
        ring = new Recorded[0];
        size = 0;
        bytes = 0;
        answerBytes = 0;
    }

    /// About what the events take in memory. The texts of completed answers, which their events
    /// carry along, are the run's as long as it lasts, so they count here only.
    synchronized long heldBytes() {
        return bytes + answerBytes;
    }

    synchronized Position newest() {
        if (finished) {
            return new Position(epoch, Position.LAST);
        }
        return next() == 1 ? Position.START : new Position(epoch, next() - 1);
    }

    synchronized JournalRead read(Position after, int maxBytes) {
        if (closed) {
            return new JournalRead.Closed();
        }
        if (finished && after.isLast()) {
            return new JournalRead.Page(List.of());
        }
        if (!leadsHere(after)) {
            return new JournalRead.Lost();
        }
        int from = after.epoch() == epoch ? after.number() + 1 - oldest : 1 - oldest;
        if (from < 0 || from > size) {
            return new JournalRead.Lost();
        }
        int to = from;
        long taken = 0;
        while (to < size && (to == from || taken + bytesOf(at(to).event()) <= maxBytes)) {
            taken += bytesOf(at(to).event());
            to++;
        }
        Recorded[] page = new Recorded[to - from];
        for (int i = 0; i < page.length; i++) {
            page[i] = at(from + i);
        }
        return new JournalRead.Page(List.of(page));
    }

    /// Whether a reader at this position goes on in this history: somewhere in it, or from its
    /// start.
    private boolean leadsHere(Position after) {
        if (after.isLast() || after.epoch() > epoch) {
            return false;
        }
        return after.epoch() > 0 || after.equals(Position.START);
    }

    /// The number of the next event that is not the last.
    private int next() {
        return oldest + size;
    }

    private Recorded at(int index) {
        return Objects.requireNonNull(ring[(head + index) & (ring.length - 1)]);
    }

    private void push(Recorded recorded, long windowBytes) {
        if (size == ring.length) {
            grow();
        }
        ring[(head + size) & (ring.length - 1)] = recorded;
        size++;
        bytes += bytesOf(recorded.event());
        answerBytes += answerBytesOf(recorded.event());
        while (bytes > windowBytes && size > 1) {
            dropOldest();
        }
    }

    private void grow() {
        @Nullable Recorded[] larger = new Recorded[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        ring = larger;
        head = 0;
    }

    private void dropOldest() {
        ComparisonEvent event = at(0).event();
        bytes -= bytesOf(event);
        answerBytes -= answerBytesOf(event);
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        oldest++;
    }

    private static int bytesOf(ComparisonEvent event) {
        return switch (event) {
            case AnswerDelta delta -> OVERHEAD + delta.text().length();
            case AnswerReasoning reasoning -> OVERHEAD + reasoning.text().length();
            case ComparisonEvent.Snapshot snapshot -> {
                int all = OVERHEAD + snapshot.comparison().prompt().text().length();
                for (Answer answer : snapshot.comparison().answers()) {
                    all += OVERHEAD + textOf(answer);
                }
                yield all;
            }
            case ComparisonEvent.OfAnswer other -> OVERHEAD;
            case ComparisonEvent.Started started -> OVERHEAD;
            case ComparisonEvent.Finished finished -> OVERHEAD;
        };
    }

    private static int answerBytesOf(ComparisonEvent event) {
        return event instanceof AnswerCompleted(Answer answer) ? textOf(answer) : 0;
    }

    private static int textOf(Answer answer) {
        return answer.text().length() + answer.reasoning().length();
    }
}
