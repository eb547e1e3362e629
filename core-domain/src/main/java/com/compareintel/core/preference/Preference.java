package com.compareintel.core.preference;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import java.time.ZoneId;
import java.util.List;

/// What an account has chosen for itself. Models and parameters are what a page begins with; no
/// request is filled in with them, for a comparison says itself what it asks.
///
/// @param zone where its days begin and end; another one counts from the next period on
/// @param models distinct, perhaps none
public record Preference(ZoneId zone, Theme theme, List<ModelId> models, Parameters parameters) {
    public Preference {
        models = List.copyOf(models);
    }
}
