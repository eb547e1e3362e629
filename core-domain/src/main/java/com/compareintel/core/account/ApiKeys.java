package com.compareintel.core.account;

import com.compareintel.core.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Knows API keys, of which only a hash is stored: a secret can be checked but never read again.
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface ApiKeys {
    /// A key that is used again within this time is not written again.
    Duration USE_IS_NOTED = Duration.ofMinutes(1);

    /// Adds an account, whose id must be new, with its first key: both or neither, so that there is
    /// no account that nobody can use.
    void open(Account account, IssuedKey issued, ApiKey key);

    /// Remembers a key of an account that exists.
    void add(IssuedKey issued, ApiKey key);

    /// Who holds this key, and notes that it was used; empty if it was never issued, is revoked, or
    /// has expired at `now`.
    Optional<KeyHolder> holder(ApiKey key, Instant now);
}
