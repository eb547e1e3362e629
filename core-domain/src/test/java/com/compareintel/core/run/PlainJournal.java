package com.compareintel.core.run;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A journal in memory that keeps everything it is given, exactly as it came. Thread-safe.
public final class PlainJournal implements ComparisonJournal {
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
        private final int epoch;
        private final List<Recorded> events = new ArrayList<>();
        private boolean closed;

        History(int epoch) {
            this.epoch = epoch;
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
            events.add(new Recorded(new Position(epoch, number), event));
        }

        boolean knows(Position position) {
            return position.equals(Position.START)
                    || (position.epoch() > 0 && position.epoch() < epoch)
                    || events.stream().anyMatch(event -> event.position().equals(position));
        }
    }

    @Override
    public void open(ComparisonId id, int epoch) {
        synchronized (histories) {
            histories.put(id, new History(epoch));
        }
        nudge(id);
    }

    @Override
    public void append(ComparisonId id, List<ComparisonEvent> events) {
        synchronized (histories) {
            History history = histories.get(id);
            if (history == null || history.closed) {
                return;
            }
            events.forEach(history::add);
        }
        nudge(id);
    }

    @Override
    public Position newest(ComparisonId id) {
        synchronized (histories) {
            History history = histories.get(id);
            return history == null ? Position.START : history.newest();
        }
    }

    @Override
    public JournalRead read(ComparisonId id, Position after, int maxBytes) {
        synchronized (histories) {
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
                    history.events.stream()
                            .filter(event -> event.position().compareTo(after) > 0)
                            .limit(Math.max(1, maxBytes / 64))
                            .toList());
        }
    }

    @Override
    public Watch watch(ComparisonId id, Runnable nudge) {
        Watching watching = new Watching(id, nudge);
        synchronized (histories) {
            watches.add(watching);
        }
        return () -> leave(watching);
    }

    private void leave(Watching watching) {
        synchronized (histories) {
            watches.remove(watching);
            History history = histories.get(watching.id);
            if (history != null && history.closed) {
                forgetUnlessWatched(watching.id);
            }
        }
    }

    @Override
    public void close(ComparisonId id) {
        synchronized (histories) {
            History history = histories.get(id);
            if (history == null) {
                return;
            }
            history.closed = true;
            forgetUnlessWatched(id);
        }
        nudge(id);
    }

    private void forgetUnlessWatched(ComparisonId id) {
        if (watches.stream().noneMatch(watching -> watching.id.equals(id))) {
            histories.remove(id);
        }
    }

    private void nudge(ComparisonId id) {
        List<Watching> watching;
        synchronized (histories) {
            watching = List.copyOf(watches);
        }
        for (Watching reader : watching) {
            if (reader.id.equals(id)) {
                reader.nudge.run();
            }
        }
    }
}
