package com.compareintel.http.catalogue;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.json.Wire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The list of models as it is sent, made once for each kind of caller for as long as the models
/// stay as they are: it is the first thing that clients ask for, and longer than any other answer.
/// Holds two lists a tier at most. Thread-safe.
final class ModelsBodies {
    private volatile Edition edition = new Edition("");

    /// What the list depends on beside the models.
    private record Reader(Tier tier, boolean mayUseAll) {}

    /// All lists of one version of the models.
    private record Edition(String version, ConcurrentMap<Reader, Tagged> lists) {
        Edition(String version) {
            this(version, new ConcurrentHashMap<>());
        }
    }

    /// The list for this caller.
    Tagged of(Catalogue catalogue, Caller caller) {
        Edition current = edition;
        if (!current.version().equals(catalogue.version())) {
            current = new Edition(catalogue.version());
            edition = current;
        }
        return current.lists()
                .computeIfAbsent(
                        new Reader(caller.tier(), caller.mayUseAll()),
                        reader -> list(catalogue, caller));
    }

    private static Tagged list(Catalogue catalogue, Caller caller) {
        return Tagged.of(
                catalogue.version(),
                caller,
                Wire.bytes(
                        Map.of(
                                "data",
                                catalogue.models().values().stream()
                                        .map(card -> ModelJson.of(card, caller.mayUse(card)))
                                        .toList())));
    }
}
