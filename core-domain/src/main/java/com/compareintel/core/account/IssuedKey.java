package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Optional;

/// An API key as its account sees it: everything but the secret.
///
/// @param lastUsedAt to the minute
/// @param revokedAt since when it is good no more, if it was revoked
public record IssuedKey(
        KeyId id,
        AccountId account,
        KeyTerms terms,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {
    /// A key that is new.
    public static IssuedKey fresh(KeyId id, AccountId account, KeyTerms terms, Instant now) {
        return new IssuedKey(id, account, terms, now, Optional.empty(), Optional.empty());
    }

    /// How it stands with a key.
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    /// How it stands with it at `now`.
    public State stateAt(Instant now) {
        if (revokedAt.isPresent()) {
            return State.REVOKED;
        }
        return terms.expiresAt().filter(end -> !now.isBefore(end)).isPresent()
                ? State.EXPIRED
                : State.ACTIVE;
    }
}
