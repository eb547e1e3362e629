package com.compareintel.core.preference;

import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.identity.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Presets in memory; idempotency keys are those of the comparisons beside them. Thread-safe.
public final class InMemoryPresets implements Presets {
    private final InMemoryComparisons comparisons;
    private final Map<Owner, List<Preset>> presets = new HashMap<>();

    public InMemoryPresets(InMemoryComparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public synchronized Outcome add(
            Owner owner, Preset preset, int most, Optional<Idempotency> idempotency) {
        Optional<Repeat> repeat =
                idempotency.flatMap(used -> comparisons.repeatOf(used, preset.createdAt()));
        if (repeat.isPresent()) {
            return new Outcome.Repeated(
                    new PresetId(repeat.get().result()), repeat.get().fingerprint());
        }
        List<Preset> own = of(owner);
        if (own.size() >= most) {
            return new Outcome.Full();
        }
        own.addFirst(preset);
        idempotency.ifPresent(
                used -> comparisons.use(used, preset.id().value(), preset.createdAt()));
        return new Outcome.Added();
    }

    private List<Preset> of(Owner owner) {
        return presets.computeIfAbsent(owner, nobody -> new ArrayList<>());
    }

    @Override
    public synchronized List<Preset> list(Owner owner, Optional<PresetId> after, int limit) {
        return of(owner).stream()
                .filter(preset ->
                        after.filter(last -> preset.id().toString().compareTo(last.toString()) >= 0)
                                .isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Preset> find(Owner owner, PresetId id) {
        return of(owner).stream().filter(preset -> preset.id().equals(id)).findFirst();
    }

    @Override
    public synchronized boolean replace(Owner owner, Preset preset) {
        List<Preset> own = of(owner);
        boolean found = own.stream().anyMatch(each -> each.id().equals(preset.id()));
        own.replaceAll(each -> each.id().equals(preset.id()) ? preset : each);
        return found;
    }

    @Override
    public synchronized boolean drop(Owner owner, PresetId id) {
        return of(owner).removeIf(preset -> preset.id().equals(id));
    }
}
