package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import com.compareintel.core.run.Timers;
import com.compareintel.core.run.WakeUps;
import io.micronaut.context.annotation.Bean;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The journal: what is told is at hand at once, and stored a little later, away from whoever tells
/// it.
@Singleton
@Bean(typed = ComparisonJournal.class)
final class StoredComparisonJournal implements ComparisonJournal {
    private final LiveHistories live;
    private final Tails tails;
    private final TailWriter writer;
    private final JournalRows rows;
    private final Comparisons comparisons;
    private final WakeUps.Subscription wakeUps;

    StoredComparisonJournal(
            JournalBounds bounds,
            Clock clock,
            Timers timers,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking,
            Tails tails,
            JournalRows rows,
            Comparisons comparisons,
            WakeUps wakeUps) {
        this.live = new LiveHistories(bounds, clock);
        this.tails = tails;
        this.writer =
                new TailWriter(
                        tails,
                        rows,
                        timers,
                        bounds.storedEvery(),
                        blocking,
                        ids -> wakeUps.ring(WakeUps.Reason.NEWS, ids));
        this.rows = rows;
        this.comparisons = comparisons;
        this.wakeUps = wakeUps.listen(WakeUps.Reason.NEWS, live::nudge);
    }

    @Override
    public void open(Fence fence) {
        tails.open(fence);
        live.open(fence);
    }

    @Override
    public void append(Fence fence, List<ComparisonEvent> events) {
        List<Recorded> told = live.append(fence, events);
        if (told.isEmpty()) {
            return;
        }
        if (told.getLast().position().isLast()) {
            tails.drop(fence);
        } else {
            tails.add(fence, told);
            writer.schedule();
        }
    }

    @Override
    public Position newest(ComparisonId id) {
        return live.newest(id);
    }

    @Override
    public JournalRead read(ComparisonId id, Position after, int maxBytes) {
        return live.read(id, after, maxBytes);
    }

    @Override
    public JournalRead stored(ComparisonId id, Position after) {
        Optional<JournalRows.Found> known = rows.behind(id, after);
        if (known.isEmpty()) {
            return new JournalRead.Absent();
        }
        JournalRows.Found found = known.get();
        Position from = after.epoch() < found.epoch() ? new Position(found.epoch(), 0) : after;
        if (found.finished() && (found.last() == 0 || isAhead(from, found))) {
            return new JournalRead.Absent();
        }
        Looked comparison = new Looked(id);
        List<Recorded> events = new ArrayList<>(events(found, from, comparison));
        if (found.finished() && found.complete()) {
            int last = events.isEmpty() ? from.number() : events.getLast().position().number();
            if (last < found.last()) {
                // dropped while it was read
                return new JournalRead.Absent();
            }
            events.add(
                    new Recorded(
                            new Position(found.epoch(), Position.LAST),
                            new ComparisonEvent.Finished(
                                    comparison.get().status(),
                                    comparison.get().closing().orElseThrow())));
        }
        return new JournalRead.Page(events);
    }

    @Override
    public void stillRead(Set<ComparisonId> ids) {
        rows.stillRead(ids);
    }

    @Override
    public boolean isReadElsewhere(ComparisonId id) {
        return rows.isRead(id);
    }

    private static boolean isAhead(Position reader, JournalRows.Found found) {
        return reader.compareTo(new Position(found.epoch(), found.last())) > 0;
    }

    @Override
    public List<Recorded> told(ComparisonId id) {
        return rows.newest(id)
                .map(found -> events(found, Position.START, new Looked(id)))
                .orElse(List.of());
    }

    /// The events of rows behind a position, each once: two writers may have begun at different
    /// places and stored the same.
    private static List<Recorded> events(
            JournalRows.Found found, Position after, Supplier<Comparison> stored) {
        JournalCodec codec =
                new JournalCodec(found.models().stream().map(JournalRows.Model::id).toList());
        List<Answer.Terms> terms = found.models().stream().map(JournalRows.Model::terms).toList();
        List<Recorded> events = new ArrayList<>();
        Position last = after;
        for (JournalRow row : found.rows()) {
            for (Recorded recorded : codec.events(row, terms, stored)) {
                if (recorded.position().compareTo(last) > 0) {
                    events.add(recorded);
                    last = recorded.position();
                }
            }
        }
        return events;
    }

    /// The stored comparison, looked up once if it is needed: after the rows, so that whatever they
    /// name is there.
    private final class Looked implements Supplier<Comparison> {
        private final ComparisonId id;
        private @Nullable Comparison comparison;

        Looked(ComparisonId id) {
            this.id = id;
        }

        @Override
        public Comparison get() {
            if (comparison == null) {
                comparison = comparisons.find(id).orElseThrow();
            }
            return comparison;
        }
    }

    @Override
    public Watch watch(ComparisonId id, Runnable nudge) {
        return live.watch(id, nudge);
    }

    @Override
    public void close(Fence fence) {
        tails.drop(fence);
        live.close(fence);
    }

    @PreDestroy
    void stop() {
        wakeUps.close();
    }
}
