package com.compareintel.http.credit;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.identity.Owner;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import com.compareintel.http.export.Paged;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Somebody's lines of the ledger, newest first.
@Singleton
final class LedgerFile implements Exported {
    private static final int PAGE = 500;

    private final ShowLedger showLedger;

    LedgerFile(ShowLedger showLedger) {
        this.showLedger = showLedger;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        boolean withBalance = caller.owner() instanceof Owner.Account;
        Iterator<EntryJson> lines =
                new Paged<UUID, EntryJson>(after -> {
                    ShowLedger.Page page =
                            showLedger
                                    .page(caller.books(), after, PAGE)
                                    .orElseGet(() ->
                                            new ShowLedger.Page(
                                                    List.<Entry>of(), Optional.empty()));
                    return new Paged.Page<>(EntryJson.page(page, withBalance).data(), page.last());
                });
        return List.of(ExportFile.jsonArray("credit-entries.json", lines)).iterator();
    }
}
