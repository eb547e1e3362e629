package com.compareintel.http.preference;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.preference.Preset;
import com.compareintel.core.preference.PresetId;
import com.compareintel.http.comparison.ParametersJson;
import com.compareintel.http.json.Instants;
import com.compareintel.http.query.Paging;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A preset, as its owner sees it.
record PresetJson(
        String id, String name, List<String> models, ParametersJson parameters, String createdAt) {
    static PresetJson of(Preset preset) {
        return new PresetJson(
                preset.id().toString(),
                preset.name(),
                preset.models().stream().map(ModelId::value).toList(),
                ParametersJson.of(preset.parameters()),
                Instants.text(preset.createdAt()));
    }

    /// A page of them.
    public record PageJson(List<PresetJson> data, @Nullable String nextCursor) {
        static PageJson of(KeepPresets.Page page) {
            return new PageJson(
                    page.presets().stream().map(PresetJson::of).toList(),
                    page.next().map(PresetId::value).map(Paging::cursor).orElse(null));
        }
    }
}
