package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Shows what was done at the desk, a page at a time.
@UseCase
public final class ReadAudit {
    private final Desk desk;

    public ReadAudit(Desk desk) {
        this.desk = desk;
    }

    /// A part of the audit, newest entry first.
    ///
    /// @param last the entry the next page begins behind; empty if there is none
    public record Page(List<AuditEntry> entries, Optional<UUID> last) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /// The page behind the entry `after`, or the first one; empty if there is no such entry.
    ///
    /// @param size entries at most, at least 1
    public Optional<Page> page(Desk.About about, Optional<UUID> after, int size) {
        return desk.audit(about, after, size + 1)
                .map(found ->
                        found.size() <= size
                                ? new Page(found, Optional.empty())
                                : new Page(
                                        found.subList(0, size),
                                        Optional.of(found.get(size - 1).id())));
    }
}
