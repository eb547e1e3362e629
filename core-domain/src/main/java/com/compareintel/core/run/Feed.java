package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One reader's way through the history of a comparison, at its own pace. It holds no events but
/// those it was just handed, so a slow reader costs nothing. Owned by one thread at a time; `nudge`
/// may come from any.
@Confined
public final class Feed implements AutoCloseable {
    private final ComparisonId id;
    private final FollowComparison.Sources sources;
    private final Runnable nudge;
    private final ComparisonJournal.Watch watch;
    private Position after;
    private List<Recorded> stored = List.of();
    private Timers.@Nullable Timer patience;
    private boolean closed;

    /// What a feed has next.
    public sealed interface Next {
        /// More of the history; the last of all ends the feed.
        record Events(List<Recorded> events) implements Next {
            public Events {
                events = List.copyOf(events);
            }

            /// Whether nothing follows.
            public boolean endsFeed() {
                return !events.isEmpty() && events.getLast().position().isLast();
            }
        }

        /// Nothing at the moment; the feed nudges when that may have changed.
        record Nothing() implements Next {}

        /// The history has to be looked up: call [Feed#lookUp] where blocking is allowed.
        record Elsewhere() implements Next {}

        /// This instance has stopped speaking for the comparison; the reader is to come back with
        /// its last position.
        record Broken() implements Next {}
    }

    Feed(ComparisonId id, Position after, FollowComparison.Sources sources, Runnable nudge) {
        this.id = id;
        this.after = after;
        this.sources = sources;
        this.nudge = nudge;
        this.watch = sources.journal().watch(id, nudge);
        sources.runner().attach(id);
    }

    /// What is next, about `maxBytes` of it. Never blocks.
    public Next next(int maxBytes) {
        if (!stored.isEmpty()) {
            List<Recorded> events = stored;
            stored = List.of();
            return moved(events);
        }
        if (after.epoch() == Position.REPLAY) {
            return new Next.Elsewhere();
        }
        return switch (sources.journal().read(id, after, maxBytes)) {
            case JournalRead.Page(List<Recorded> events) ->
                    events.isEmpty() ? new Next.Nothing() : moved(events);
            case JournalRead.Lost lost -> new Next.Elsewhere();
            case JournalRead.Absent absent -> new Next.Elsewhere();
            case JournalRead.Closed gone -> new Next.Broken();
        };
    }

    private Next moved(List<Recorded> events) {
        List<Recorded> told = after.equals(Position.START) ? withStart(events) : events;
        after = told.getLast().position();
        return new Next.Events(told);
    }

    /// Whoever has seen nothing is told of the start first.
    private static List<Recorded> withStart(List<Recorded> events) {
        Recorded first = events.getFirst();
        if (!(first.event() instanceof ComparisonEvent.Snapshot(Comparison comparison))) {
            return events;
        }
        List<Recorded> told = new ArrayList<>();
        told.add(
                new Recorded(
                        new Position(first.position().epoch(), 0),
                        ComparisonEvent.Started.of(comparison)));
        told.addAll(events);
        return told;
    }

    /// Looks the history up where it is not at hand: in the run itself, or in what is stored.
    /// Blocks.
    public Next lookUp() {
        if (after.epoch() == Position.REPLAY) {
            return replayed();
        }
        Optional<Recorded> snapshot = sources.snapshot(id);
        if (snapshot.isPresent() && snapshot.get().position().compareTo(after) >= 0) {
            stored = List.of(snapshot.get());
            return next(Integer.MAX_VALUE);
        }
        return switch (sources.journal().stored(id, after)) {
            case JournalRead.Page(List<Recorded> events) when events.isEmpty() -> waitElsewhere();
            case JournalRead.Page(List<Recorded> events) -> {
                stored = events;
                yield next(Integer.MAX_VALUE);
            }
            case JournalRead.Absent absent -> replayed();
            case JournalRead.Lost lost -> replayed();
            case JournalRead.Closed closed -> new Next.Broken();
        };
    }

    /// Its owner has nothing to say at the moment. An instance that is about to stop waits for
    /// nobody.
    private Next waitElsewhere() {
        if (sources.runner().isClosed()) {
            return new Next.Broken();
        }
        lookAgainLater();
        return new Next.Nothing();
    }

    private Next replayed() {
        Optional<Comparison> comparison = sources.comparisons().find(id);
        if (comparison.isEmpty()) {
            return new Next.Broken();
        }
        if (comparison.get().closing().isEmpty()) {
            return waitElsewhere();
        }
        stored = Replay.of(comparison.get(), after);
        return stored.isEmpty() ? new Next.Broken() : next(Integer.MAX_VALUE);
    }

    private void lookAgainLater() {
        if (patience != null) {
            patience.cancel();
        }
        patience = sources.timers().after(sources.lookAgain(), nudge);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watch.close();
            if (patience != null) {
                patience.cancel();
            }
            sources.runner().detach(id);
        }
    }
}
