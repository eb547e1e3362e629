package com.compareintel.core.signin;

import com.compareintel.core.identity.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Somebody wants an account and is yet to show that the address is theirs.
///
/// @param token what leads back to it from a link
/// @param code what leads back to it together with the address
/// @param visitor who they were until now, if they were here
public record Registration(
        UUID id,
        EmailAddress address,
        PasswordHash password,
        String token,
        String code,
        Optional<VisitorId> visitor,
        Instant createdAt) {
    /// How long it waits for that.
    public static final Duration LASTS = Duration.ofHours(24);

    /// How many may wait for one address, so that nobody is showered with mail.
    public static final int MOST_PENDING = 5;

    /// How often a code may be tried.
    public static final int MOST_TRIES = 5;

    /// A registration of somebody who was not here before.
    public Registration(
            UUID id,
            EmailAddress address,
            PasswordHash password,
            String token,
            String code,
            Instant createdAt) {
        this(id, address, password, token, code, Optional.empty(), createdAt);
    }

    /// When it is too late.
    public Instant expiresAt() {
        return createdAt.plus(LASTS);
    }

    /// Without what is secret.
    @Override
    public String toString() {
        return "Registration[id=" + id + ", createdAt=" + createdAt + "]";
    }
}
