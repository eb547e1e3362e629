package com.compareintel.core.run;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A journal in memory that keeps everything it is given, exactly as it came, and stores it at
/// once. Thread-safe.
public final class PlainJournal implements ComparisonJournal {
    private final Comparisons comparisons;
    private final Map<ComparisonId, History> stored;
    private final Set<ComparisonId> readElsewhere;
    private final Map<ComparisonId, History> histories = new HashMap<>();
    private final List<Watching> watches = new ArrayList<>();

    /// Not a record: two readers may give the same nudge.
    private static final class Watching {
        private final ComparisonId id;
        private final Runnable nudge;

        Watching(ComparisonId id, Runnable nudge) {
            this.id = id;
            this.nudge = nudge;
        }
    }

    private static final class History {
        private final Fence fence;
        private final List<Recorded> events = new ArrayList<>();
        private boolean closed;

        History(Fence fence) {
            this.fence = fence;
        }

        Position newest() {
            return events.isEmpty() ? Position.START : events.getLast().position();
        }

        void add(ComparisonEvent event) {
            if (newest().isLast()) {
                return;
            }
            int number =
                    event instanceof ComparisonEvent.Finished ? Position.LAST : events.size() + 1;
            events.add(new Recorded(new Position(fence.epoch(), number), event));
        }

        boolean knows(Position position) {
            return position.equals(Position.START)
                    || (position.epoch() > 0 && position.epoch() < fence.epoch())
                    || position.equals(new Position(fence.epoch(), 0))
                    || events.stream().anyMatch(event -> event.position().equals(position));
        }

        List<Recorded> after(Position position) {
            return events.stream()
                    .filter(event -> event.position().compareTo(position) > 0)
                    .toList();
        }

        Recorded last(Comparison finished) {
            return new Recorded(
                    new Position(fence.epoch(), Position.LAST),
                    new ComparisonEvent.Finished(
                            finished.status(), finished.closing().orElseThrow()));
        }

        boolean isOpenUnder(Fence other) {
            return !closed && fence.equals(other);
        }
    }

    /// @param comparisons tell what has finished
    public PlainJournal(Comparisons comparisons) {
        this(comparisons, new HashMap<>(), new HashSet<>());
    }

    private PlainJournal(
            Comparisons comparisons,
            Map<ComparisonId, History> stored,
            Set<ComparisonId> readElsewhere) {
        this.readElsewhere = readElsewhere;
        this.comparisons = comparisons;
        this.stored = stored;
    }

    /// The journal of another instance on the same storage.
    public PlainJournal elsewhere() {
        return new PlainJournal(comparisons, stored, readElsewhere);
    }

    /// Whoever read elsewhere has gone.
    public void forgetReadersElsewhere() {
        synchronized (stored) {
            readElsewhere.clear();
        }
    }

    /// Forgets a comparison, here and in storage.
    public void forget(ComparisonId id) {
        synchronized (stored) {
            histories.remove(id);
            stored.remove(id);
        }
        nudge(id);
    }

    @Override
    public void open(Fence fence) {
        synchronized (stored) {
            History history = new History(fence);
            histories.put(fence.comparison(), history);
            stored.put(fence.comparison(), history);
        }
        nudge(fence.comparison());
    }

    @Override
    public void append(Fence fence, List<ComparisonEvent> events) {
        synchronized (stored) {
            History history = histories.get(fence.comparison());
            if (history == null || !history.isOpenUnder(fence)) {
                return;
            }
            events.forEach(history::add);
        }
        nudge(fence.comparison());
    }

    @Override
    public Position newest(ComparisonId id) {
        synchronized (stored) {
            History history = histories.get(id);
            return history == null ? Position.START : history.newest();
        }
    }

    @Override
    public JournalRead read(ComparisonId id, Position after, int maxBytes) {
        synchronized (stored) {
            History history = histories.get(id);
            if (history == null) {
                return new JournalRead.Absent();
            }
            if (history.closed) {
                return new JournalRead.Closed();
            }
            if (!history.knows(after)) {
                return new JournalRead.Lost();
            }
            return new JournalRead.Page(
                    history.after(after).stream().limit(Math.max(1, maxBytes / 64)).toList());
        }
    }

    @Override
    public JournalRead stored(ComparisonId id, Position after) {
        Optional<Comparison> comparison = comparisons.find(id);
        if (comparison.isEmpty()) {
            return new JournalRead.Absent();
        }
        boolean finished = comparison.get().closing().isPresent();
        synchronized (stored) {
            readElsewhere.add(id);
            History history = stored.get(id);
            if (finished && (history == null || !history.knows(after))) {
                return new JournalRead.Absent();
            }
            List<Recorded> events = new ArrayList<>();
            if (history != null) {
                events.addAll(history.after(after));
                events.removeIf(recorded -> recorded.position().isLast());
                if (finished) {
                    events.add(history.last(comparison.get()));
                }
            }
            return new JournalRead.Page(events);
        }
    }

    @Override
    public void stillRead(Set<ComparisonId> ids) {
        synchronized (stored) {
            readElsewhere.addAll(ids);
        }
    }

    @Override
    public boolean isReadElsewhere(ComparisonId id) {
        synchronized (stored) {
            return readElsewhere.contains(id);
        }
    }

    @Override
    public List<Recorded> told(ComparisonId id) {
        synchronized (stored) {
            History history = stored.get(id);
            return history == null
                    ? List.of()
                    : history.events.stream().filter(event -> !event.position().isLast()).toList();
        }
    }

    @Override
    public Watch watch(ComparisonId id, Runnable nudge) {
        Watching watching = new Watching(id, nudge);
        synchronized (stored) {
            History history = histories.get(id);
            if (history != null && history.closed) {
                histories.remove(id);
            }
            watches.add(watching);
        }
        return () -> leave(watching);
    }

    private void leave(Watching watching) {
        synchronized (stored) {
            watches.remove(watching);
            History history = histories.get(watching.id);
            if (history != null && history.closed) {
                forgetUnlessWatched(watching.id);
            }
        }
    }

    @Override
    public void close(Fence fence) {
        synchronized (stored) {
            History history = histories.get(fence.comparison());
            if (history == null || !history.isOpenUnder(fence)) {
                return;
            }
            history.closed = true;
            forgetUnlessWatched(fence.comparison());
        }
        nudge(fence.comparison());
    }

    private void forgetUnlessWatched(ComparisonId id) {
        if (watches.stream().noneMatch(watching -> watching.id.equals(id))) {
            histories.remove(id);
        }
    }

    private void nudge(ComparisonId id) {
        List<Watching> watching;
        synchronized (stored) {
            watching = List.copyOf(watches);
        }
        for (Watching reader : watching) {
            if (reader.id.equals(id)) {
                reader.nudge.run();
            }
        }
    }
}
