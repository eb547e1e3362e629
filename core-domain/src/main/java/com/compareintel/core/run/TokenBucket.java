package com.compareintel.core.run;

import com.compareintel.core.Confined;
import java.time.Duration;
import java.time.Instant;

/// So many tokens a minute, evenly, with a burst of ten seconds' worth. The level is kept as the
/// time at which the bucket will be full again, which needs no refilling and no fractions. Owned by
/// whoever paces.
@Confined
final class TokenBucket {
    /// A burst is short against a minute, so that a provider that counts by the minute sees little
    /// more than the rate.
    private static final int BURSTS_A_MINUTE = 6;

    private final long perMinute;
    private final long burst;
    private Instant fullAt = Instant.EPOCH;

    /// A full bucket.
    ///
    /// @param perMinute above zero
    TokenBucket(long perMinute) {
        if (perMinute < 1) {
            throw new IllegalArgumentException(perMinute + " a minute");
        }
        this.perMinute = perMinute;
        this.burst = Math.max(1, perMinute / BURSTS_A_MINUTE);
    }

    /// From when on so many can be taken. Whoever wants more than the burst waits for a full bucket
    /// and leaves a debt, so that nobody waits for ever.
    Instant readyFor(long amount) {
        return fullAt.plus(timeOf(Math.min(amount, burst))).minus(timeOf(burst));
    }

    /// Takes so many, ready or not.
    void take(long amount, Instant now) {
        fullAt = (fullAt.isAfter(now) ? fullAt : now).plus(timeOf(amount));
    }

    /// Puts so many back; below zero it takes them.
    void giveBack(long amount) {
        fullAt = fullAt.minus(timeOf(amount));
    }

    private Duration timeOf(long amount) {
        return Duration.ofMinutes(amount).dividedBy(perMinute);
    }
}
