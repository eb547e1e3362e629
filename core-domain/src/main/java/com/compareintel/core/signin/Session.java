package com.compareintel.core.signin;

import com.compareintel.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;

/// Somebody is logged in, on one device.
///
/// @param device what it calls itself, for its owner to tell sessions apart
/// @param refreshedAt when its refresh token was last turned into another
public record Session(
        SessionId id, AccountId account, String device, Instant createdAt, Instant refreshedAt) {
    /// How long it lasts without that.
    public static final Duration LASTS = Duration.ofDays(30);

    /// How many an account may have; whoever begins one more ends the one begun first.
    public static final int MOST = 50;

    /// How much of what a device calls itself is kept.
    public static final int MAX_DEVICE = 200;
}
