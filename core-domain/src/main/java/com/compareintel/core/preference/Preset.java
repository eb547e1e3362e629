package com.compareintel.core.preference;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import java.time.Instant;
import java.util.List;

/// A selection of models, saved under a name to be compared again.
///
/// @param name what its owner calls it, 1 to 100 characters; two may be called alike
/// @param models distinct, at least one; what may be compared is decided when it is
public record Preset(
        PresetId id, String name, List<ModelId> models, Parameters parameters, Instant createdAt) {
    /// Characters of a name.
    public static final int LONGEST_NAME = 100;

    public Preset {
        models = List.copyOf(models);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a preset's name: " + name);
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a preset without models: " + name);
        }
    }
}
