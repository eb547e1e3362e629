package com.compareintel.http.preference;

import com.compareintel.core.account.Caller;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.preference.PresetId;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import com.compareintel.http.export.Paged;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What somebody has chosen: presets, and an account's preferences.
@Singleton
final class ChoiceFiles implements Exported {
    private static final int PAGE = 100;

    private final KeepPreferences preferences;
    private final KeepPresets presets;

    ChoiceFiles(KeepPreferences preferences, KeepPresets presets) {
        this.preferences = preferences;
        this.presets = presets;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        List<ExportFile> files = new ArrayList<>();
        if (caller.owner() instanceof Owner.Account(var account)) {
            files.add(
                    ExportFile.json(
                            "preferences.json", PreferenceJson.of(preferences.of(account))));
        }
        Iterator<PresetJson> kept =
                new Paged<PresetId, PresetJson>(after -> {
                    KeepPresets.Page page = presets.list(caller, after, PAGE);
                    return new Paged.Page<>(
                            page.presets().stream().map(PresetJson::of).toList(), page.next());
                });
        files.add(ExportFile.jsonArray("presets.json", kept));
        return files.iterator();
    }
}
