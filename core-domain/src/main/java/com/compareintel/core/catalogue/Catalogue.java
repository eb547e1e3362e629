package com.compareintel.core.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The models on sale at one moment; immutable.
///
/// @param version differs whenever the models do, and is the same on every instance that read the
///   same models; empty while none was ever read
public record Catalogue(String version, Map<ModelId, ModelCard> models) {
    /// Before the provider answered for the first time.
    public static final Catalogue NEVER_READ = new Catalogue("", Map.of());

    public Catalogue {
        models = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(models));
    }

    /// A catalogue of these cards, in this order.
    public static Catalogue of(String version, Collection<ModelCard> cards) {
        SequencedMap<ModelId, ModelCard> models = new LinkedHashMap<>();
        cards.forEach(card -> models.put(card.id(), card));
        return new Catalogue(version, models);
    }

    /// Whether the provider has ever answered.
    public boolean wasRead() {
        return !version.isEmpty();
    }

    public Optional<ModelCard> find(ModelId id) {
        return Optional.ofNullable(models.get(id));
    }
}
