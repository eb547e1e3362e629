package com.compareintel.core.key;

import com.compareintel.core.Port;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys of accounts, as those see them.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface KeyRing {
    /// Adds a key and remembers its idempotency key, or writes nothing. Of any number of concurrent
    /// calls for an account no more succeed than leave it with `most` keys.
    ///
    /// @param most how many the account may have that are neither revoked nor expired
    Outcome issue(IssuedKey issued, ApiKey key, int most, Optional<Idempotency> idempotency);

    /// What became of an attempt to issue a key. Only the first wrote anything.
    sealed interface Outcome {
        /// The account has one key more.
        record Issued() implements Outcome {}

        /// It has as many as it may.
        record Full() implements Outcome {}

        /// The idempotency key was used before.
        record Repeated(KeyId id, String fingerprint) implements Outcome {}
    }

    /// The keys of an account, revoked and expired ones too, newest first.
    ///
    /// @param after only those issued before this one
    /// @param limit at least 1
    List<IssuedKey> list(AccountId account, Optional<KeyId> after, int limit);

    /// A key of this account; empty if it does not exist or is another's.
    Optional<IssuedKey> find(AccountId account, KeyId id);

    /// Ends a key of this account, from now on and for ever, and answers whether there is such a
    /// key. One that was revoked before stays as it is.
    boolean revoke(AccountId account, KeyId id, Instant at);
}
