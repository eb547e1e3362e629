package com.compareintel.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Somebody is to show that they read the mail of an address, before an account is changed.
///
/// @param token what answers it from a link
/// @param code what answers it together with the address
public record Challenge(
        UUID id, EmailAddress address, String token, String code, Instant createdAt) {
    /// How long it waits for that: short, for it leads into an account.
    public static final Duration LASTS = Duration.ofHours(1);

    /// How many may wait for one address, so that nobody is showered with mail. Whoever is refused
    /// another has a letter that is still good.
    public static final int MOST_PENDING = 5;

    /// How often a code may be tried.
    public static final int MOST_TRIES = 5;

    /// When it is too late.
    public Instant expiresAt() {
        return createdAt.plus(LASTS);
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "Challenge[id=" + id + ", createdAt=" + createdAt + "]";
    }
}
