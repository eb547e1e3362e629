package com.compareintel.core.account;

import com.compareintel.core.Port;
import com.compareintel.core.identity.AccountId;
import java.util.Optional;

/// Keeps accounts. Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Accounts {
    /// Adds an account; its id must be new.
    void add(Account account);

    Optional<Account> find(AccountId id);

    /// Whether any account exists.
    boolean isEmpty();
}
