package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.preference.Preferences;
import com.compareintel.core.preference.Presets;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Preferences and presets.
@Factory
final class PreferenceFactory {
    @Singleton
    KeepPreferences keepPreferences(
            Preferences preferences, ModelDirectory directory, TierTable tiers) {
        return new KeepPreferences(preferences, directory, tiers);
    }

    @Singleton
    KeepPresets keepPresets(
            Presets presets,
            ModelDirectory directory,
            TierTable tiers,
            TimeOrderedIds ids,
            Clock clock) {
        return new KeepPresets(presets, directory, tiers, ids, clock);
    }
}
