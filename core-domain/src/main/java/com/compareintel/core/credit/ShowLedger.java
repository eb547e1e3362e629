package com.compareintel.core.credit;

import com.compareintel.core.UseCase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Shows the ledger to those whose it is, a page at a time.
@UseCase
public final class ShowLedger {
    private final CreditLedger ledger;

    public ShowLedger(CreditLedger ledger) {
        this.ledger = ledger;
    }

    /// A part of the ledger, newest entry first.
    ///
    /// @param last the entry the next page begins behind; empty if there is none
    public record Page(List<Entry> entries, Optional<UUID> last) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// The page behind the entry `after`, or the first one; empty if there is no such entry. Pages
    /// that follow each other show every entry that was there when the first was read, once,
    /// however many are added meanwhile.
    ///
    /// @param size entries at most, at least 1
    public Optional<Page> page(Books books, Optional<UUID> after, int size) {
        return ledger.entries(books, after, size + 1).map(found -> cut(found, size));
    }

    private static Page cut(List<Entry> found, int size) {
        if (found.size() <= size) {
            return new Page(found, Optional.empty());
        }
        List<Entry> page = found.subList(0, size);
        return new Page(page, Optional.of(page.getLast().id()));
    }
}
