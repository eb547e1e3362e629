package com.compareintel.http.preference;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.preference.Preference;
import com.compareintel.http.comparison.ParametersJson;
import java.util.List;

/// What an account has chosen for itself, as it sees it.
record PreferenceJson(
        String timeZone,
        String theme,
        List<String> defaultModels,
        ParametersJson defaultParameters) {
    static PreferenceJson of(Preference preference) {
        return new PreferenceJson(
                preference.zone().getId().equals("Z") ? "UTC" : preference.zone().getId(),
                preference.theme().wireName(),
                preference.models().stream().map(ModelId::value).toList(),
                ParametersJson.of(preference.parameters()));
    }
}
