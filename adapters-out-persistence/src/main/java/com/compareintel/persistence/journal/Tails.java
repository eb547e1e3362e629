package com.compareintel.persistence.journal;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Recorded;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was told of the comparisons that run here and is not known to be stored yet. Whoever stores
/// something that must not be known before what was told of it takes that along. Thread-safe; never
/// blocks.
@Singleton
public final class Tails {
    private final Map<ComparisonId, Tail> tails = new ConcurrentHashMap<>();

    void open(Fence fence) {
        tails.put(fence.comparison(), new Tail(fence));
    }

    void add(Fence fence, List<Recorded> told) {
        of(fence).ifPresent(tail -> tail.add(told));
    }

    void drop(Fence fence) {
        tails.computeIfPresent(fence.comparison(), (id, tail) -> tail.isOf(fence) ? null : tail);
    }

    /// What was told under this fence and may not be stored yet; empty if there is nothing.
    public Optional<JournalRow> unstored(Fence fence) {
        return of(fence).flatMap(Tail::asRow);
    }

    /// This row is stored.
    public void stored(JournalRow row) {
        of(row.fence()).ifPresent(tail -> tail.stored(row.last()));
    }

    /// All that may not be stored yet.
    List<JournalRow> all() {
        return tails.values().stream().flatMap(tail -> tail.asRow().stream()).toList();
    }

    /// Whether there is anything that may not be stored yet.
    public boolean isAny() {
        return tails.values().stream().anyMatch(tail -> !tail.isEmpty());
    }

    private Optional<Tail> of(Fence fence) {
        return Optional.ofNullable(tails.get(fence.comparison())).filter(tail -> tail.isOf(fence));
    }
}
