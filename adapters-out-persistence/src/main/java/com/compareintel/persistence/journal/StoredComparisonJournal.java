package com.compareintel.persistence.journal;

import com.compareintel.core.catalogue.ModelId;
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
                new TailWriter(tails, rows, timers, bounds.storedEvery(), blocking, wakeUps::ring);
        this.rows = rows;
        this.comparisons = comparisons;
        this.wakeUps = wakeUps.listen(live::nudge);
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
        List<Recorded> events = new ArrayList<>();
        for (Recorded recorded : events(found, comparison)) {
            Position last = events.isEmpty() ? from : events.getLast().position();
            if (recorded.position().compareTo(last) > 0) {
                events.add(recorded);
            }
        }
        if (found.finished() && found.complete()) {
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
    public boolean isReadElsewhere(ComparisonId id) {
        return rows.isRead(id);
    }

    private static boolean isAhead(Position reader, JournalRows.Found found) {
        return reader.compareTo(new Position(found.epoch(), found.last())) > 0;
    }

    @Override
    public List<Recorded> told(ComparisonId id) {
        return rows.newest(id).map(found -> events(found, new Looked(id))).orElse(List.of());
    }

    private static List<Recorded> events(JournalRows.Found found, Supplier<Comparison> stored) {
        List<ModelId> models = found.models().stream().map(JournalRows.Model::id).toList();
        List<Answer.Terms> terms = found.models().stream().map(JournalRows.Model::terms).toList();
        JournalCodec codec = new JournalCodec(models);
        return found.rows().stream()
                .flatMap(row -> codec.events(row, terms, stored).stream())
                .toList();
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
