package com.compareintel.core.preference;

import com.compareintel.core.Port;
import com.compareintel.core.identity.AccountId;
import java.util.Optional;

/// Keeps what accounts have chosen. Thread-safe and blocking; a broken database is an unchecked
/// exception.
@Port
public interface Preferences {
    /// What an account has chosen, or begins with; empty if there is no such account.
    Optional<Preference> of(AccountId account);

    /// Replaces what an account has chosen, its time zone included, and tells whether there is such
    /// an account. Of several at once one is kept as a whole.
    boolean keep(AccountId account, Preference preference);
}
