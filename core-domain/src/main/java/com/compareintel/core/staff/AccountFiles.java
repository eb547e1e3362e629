package com.compareintel.core.staff;

import com.compareintel.core.Port;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Role;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All accounts, as staff looks them up.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface AccountFiles {
    /// What accounts are looked for by; all, if nothing is given.
    ///
    /// @param text part of the address or the name, whatever the case, or a whole id
    /// @param staff those with this role
    /// @param suspended those that are, or are not
    record Search(
            Optional<String> text,
            Optional<Tier> tier,
            Optional<Role> staff,
            Optional<Boolean> suspended) {
        /// Every account.
        public static final Search ALL =
                new Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// An account, with the address it is entered with, unless it has keys only.
    record Found(Account account, Optional<EmailAddress> address) {}

    /// An account and how it is used.
    ///
    /// @param keys API keys that are good
    /// @param sessions it is logged in with
    /// @param running comparisons
    record File(Found found, int keys, int sessions, int running) {}

    /// Accounts by their ids, the newest first.
    ///
    /// @param after only those before this one
    /// @param limit at least 1
    List<Found> search(Search search, Optional<AccountId> after, int limit);

    /// An account, as of `now`.
    Optional<File> find(AccountId id, Instant now);
}
