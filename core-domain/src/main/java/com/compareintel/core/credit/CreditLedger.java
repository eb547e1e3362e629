package com.compareintel.core.credit;

import com.compareintel.core.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads the credit ledger, and switches overage. Other writing happens where it must be atomic
/// with something else: a hold with the admission of a comparison, its end with that of the
/// comparison.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface CreditLedger {
    /// The state of these pools at `now`, in their order. A period that is over shows as the fresh
    /// one that the next hold would open; reading writes nothing.
    Funds funds(List<Pool> pools, Instant now);

    /// Entries over all periods, newest first, from behind the entry `after` on; empty if there is
    /// no entry of that id in these books. Entries are never changed, and new ones always stand
    /// before all that could be read: a reader that goes on from its last entry misses none and
    /// sees none twice.
    ///
    /// @param limit at least 1
    Optional<List<Entry>> entries(Books books, Optional<UUID> after, int limit);

    /// The newest entries of a pool over all its periods, newest first.
    ///
    /// @param limit at least 1
    default List<Entry> entries(String pool, int limit) {
        return entries(new Books.OfPool(pool), Optional.empty(), limit).orElseThrow();
    }

    /// What was posted to a pool up to, and from, an instant on; the sums are of one moment.
    ///
    /// @param from the first instant that counts
    /// @param to the first instant that counts no more
    Turnover turnover(String pool, Instant from, Instant to);

    /// Lets holds go beyond the allowance of this pool, or no longer, in the period that `now` is
    /// in, which begins with that if nothing was held in it yet. Whatever is admitted afterwards
    /// heeds it. Answers the state after it.
    ///
    /// @param limit dollars at most, if there is a limit
    /// @param price dollars for one credit
    Balance enableOverage(Pool pool, Optional<Usd> limit, Usd price, Instant now);

    /// The opposite; what was drawn stays.
    Balance disableOverage(Pool pool, Instant now);
}
