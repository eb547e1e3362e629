package com.compareintel.openrouter.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The models that can be called. Thread-safe.
final class ModelShelf {
    private final Map<String, FakeModel> listed = new LinkedHashMap<>();
    private final Map<String, Script> substitutes = new ConcurrentHashMap<>();
    private final boolean faults;

    ModelShelf(LocalUpstreamOptions options) {
        this.faults = options.faults();
        var models = new ArrayList<FakeModel>();
        if (options.demoModels()) {
            models.addAll(DemoModels.all());
        }
        if (faults) {
            models.addAll(FaultModels.all());
        }
        for (var id : options.extraModels()) {
            models.add(
                    FaultModels.named(id)
                            .filter(model -> faults)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no fault model: " + id)));
        }
        models.forEach(model -> listed.putIfAbsent(model.id(), model));
    }

    /// What the list shows, in order.
    List<FakeModel> listed() {
        return List.copyOf(listed.values());
    }

    /// The model called `id`: one of the list or, with faults, any whose id is in the [Vocabulary].
    Optional<FakeModel> find(String id) {
        var found = listed.get(id);
        return found != null || !faults ? Optional.ofNullable(found) : FaultModels.named(id);
    }

    /// The behaviour that `model` has been given instead of its own.
    Optional<Script> substitute(FakeModel model) {
        return Optional.ofNullable(substitutes.get(model.id()));
    }

    void substitute(String id, Script script) {
        substitutes.put(id, script);
    }

    void restore(String id) {
        substitutes.remove(id);
    }
}
