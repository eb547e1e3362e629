package com.compareintel.openrouter.local;

import java.util.concurrent.ConcurrentHashMap;

/// Which calls are still unknown to how many cost lookups. Thread-safe; only calls whose model is
/// slow to be known are kept, and only until they are.
final class LookupDelays {
    private final ConcurrentHashMap<String, Integer> left = new ConcurrentHashMap<>();

    void expect(String generationId, int misses) {
        if (misses > 0) {
            left.put(generationId, misses);
        }
    }

    /// Whether this lookup misses.
    boolean misses(String generationId) {
        var misses = left.containsKey(generationId);
        left.computeIfPresent(generationId, (id, before) -> before > 1 ? before - 1 : null);
        return misses;
    }
}
