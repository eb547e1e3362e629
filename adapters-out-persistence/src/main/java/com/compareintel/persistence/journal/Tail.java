package com.compareintel.persistence.journal;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was told of one comparison and is not known to be stored yet. Thread-safe; each method
/// holds the lock for as long as it takes to copy references.
final class Tail {
    private final Fence fence;
    private final List<Recorded> unstored = new ArrayList<>();

    /// In the order of the comparison, known from its first event on.
    private List<ModelId> models = List.of();

    Tail(Fence fence) {
        this.fence = fence;
    }

    boolean isOf(Fence owner) {
        return fence.equals(owner);
    }

    /// The last event of all is not stored as one: it follows from the comparison being finished.
    synchronized void add(List<Recorded> told) {
        for (Recorded recorded : told) {
            switch (recorded.event()) {
                case ComparisonEvent.Finished last -> {}
                case ComparisonEvent.Started started -> {
                    models = started.models();
                    unstored.add(recorded);
                }
                case ComparisonEvent.Snapshot snapshot -> {
                    models = snapshot.comparison().answers().stream().map(Answer::model).toList();
                    unstored.add(recorded);
                }
                case ComparisonEvent.OfAnswer other -> unstored.add(recorded);
            }
        }
    }

    /// All of it as a row; empty if there is nothing.
    Optional<JournalRow> asRow() {
        List<Recorded> events;
        List<ModelId> names;
        synchronized (this) {
            events = List.copyOf(unstored);
            names = models;
        }
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(new JournalCodec(names).row(fence, events));
    }

    /// The events up to this number are stored.
    synchronized void stored(int upTo) {
        int known = 0;
        while (known < unstored.size() && unstored.get(known).position().number() <= upTo) {
            known++;
        }
        unstored.subList(0, known).clear();
    }

    synchronized boolean isEmpty() {
        return unstored.isEmpty();
    }
}
