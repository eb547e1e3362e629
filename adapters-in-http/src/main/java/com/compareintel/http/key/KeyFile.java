package com.compareintel.http.key;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.Scope;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import com.compareintel.http.export.Paged;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// An account's API keys, without their secrets, which nobody has; for whoever may list them
/// elsewhere too.
@Singleton
final class KeyFile implements Exported {
    private static final int PAGE = 100;

    private final KeepKeys keys;

    KeyFile(KeepKeys keys) {
        this.keys = keys;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        if (!caller.has(Scope.MANAGE)) {
            return Collections.emptyIterator();
        }
        return switch (caller.owner()) {
            case Owner.Account(var account) ->
                    List.of(
                                    ExportFile.jsonArray(
                                            "api-keys.json",
                                            new Paged<KeyId, KeyJson>(after -> {
                                                KeepKeys.Page page =
                                                        keys.list(account, after, PAGE);
                                                return new Paged.Page<>(
                                                        page.keys().stream()
                                                                .map(key ->
                                                                        KeyJson.of(key, keys.now()))
                                                                .toList(),
                                                        page.next());
                                            })))
                            .iterator();
            case Owner.Visitor visitor -> Collections.emptyIterator();
        };
    }
}
