package com.compareintel.core.signin;

import com.compareintel.core.ratelimit.Quota;
import java.time.Duration;

/// How often one network may try to get in.
///
/// @param registrations each of which is a letter to somebody
/// @param confirmations each of which may be a guess
public record SignInLimits(Quota registrations, Quota confirmations) {
    private static final Duration HOUR = Duration.ofHours(1);

    /// So many times an hour.
    public static SignInLimits hourly(int registrations, int confirmations) {
        return new SignInLimits(
                new Quota("registrations", registrations, HOUR),
                new Quota("confirmations", confirmations, HOUR));
    }

    /// Enough for a classroom behind one address.
    public static final SignInLimits STANDARD = hourly(30, 100);
}
