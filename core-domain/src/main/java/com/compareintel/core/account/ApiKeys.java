package com.compareintel.core.account;

import com.compareintel.core.Port;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Optional;

/// Keeps API keys, of which only a hash is stored: a secret can be checked but never read again.
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface ApiKeys {
    /// Adds an account, whose id must be new, with its first key: both or neither, so that there is
    /// no account that nobody can use.
    void open(Account account, ApiKey key);

    /// Remembers a key of an account that exists.
    void add(AccountId account, ApiKey key, Instant createdAt);

    /// The account that this key belongs to; empty if it was never issued or is revoked.
    Optional<Account> owner(ApiKey key);
}
