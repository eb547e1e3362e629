package com.compareintel.core.signin;

import com.compareintel.core.Port;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Optional;

/// Lets accounts go for good.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Departures {
    /// Closes an account, in one transaction: nothing lets into it any more, neither sessions nor
    /// keys nor its address, and what runs is to be cancelled. Answers whether it did: not if there
    /// is no such account, if it belongs to the staff, or if it is entered with another password.
    ///
    /// @param shown the hash of the password that was shown; empty for an account that has none
    boolean leave(AccountId account, Optional<PasswordHash> shown, Instant at);

    /// Erases what is left of an account that has left, unless a comparison of it is running:
    /// conversations and comparisons for good; what it used, and the entries of the ledger, are
    /// nobody's from then on, by names that lead nowhere. Takes as many transactions as there is
    /// much to erase; whatever was erased stays so. Answers whether nothing is left.
    boolean erase(AccountId account);

    /// Erases what is left of up to `limit` accounts that left at or before this time, whatever was
    /// still being admitted when they did, and forgets that they were here. Answers how many.
    int conclude(Instant leftUpTo, int limit);
}
