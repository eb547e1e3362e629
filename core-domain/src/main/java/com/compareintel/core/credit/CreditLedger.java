package com.compareintel.core.credit;

import com.compareintel.core.Port;
import java.time.Instant;
import java.util.List;

/// Reads the credit ledger. Writing happens where it must be atomic with something else: a hold
/// with the admission of a comparison, its end with that of the comparison.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface CreditLedger {
    /// The state of these pools at `now`, in their order. A period that is over shows as the fresh
    /// one that the next hold would open; reading writes nothing.
    Funds funds(List<Pool> pools, Instant now);

    /// The newest entries of a pool over all its periods, newest first.
    ///
    /// @param limit at least 1
    List<Entry> entries(String pool, int limit);
}
