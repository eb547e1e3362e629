package com.compareintel.core.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A rate limiter in memory that forgets nothing. It keeps for each claim the moment at which its
/// quota will be whole again; each use puts that off by one share of the window. Thread-safe.
public final class PlainRateLimiter implements RateLimiter {
    private final Clock clock;
    private final Map<Claim, Instant> wholeAt = new HashMap<>();

    public PlainRateLimiter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized RateDecision claim(List<Claim> claims) {
        Instant now = clock.instant();
        RateDecision.Throttled longest = null;
        for (Claim claim : claims) {
            Duration wait = fullAfterOneMore(claim, now).minus(claim.quota().window());
            if (wait.isPositive()
                    && (longest == null || wait.compareTo(longest.retryAfter()) > 0)) {
                longest = new RateDecision.Throttled(claim.quota(), wait);
            }
        }
        if (longest != null) {
            return longest;
        }
        return claims.stream()
                .map(claim -> use(claim, now))
                .min(Comparator.comparingLong(RateDecision.Allowed::remaining))
                .orElseThrow();
    }

    private RateDecision.Allowed use(Claim claim, Instant now) {
        Duration full = fullAfterOneMore(claim, now);
        wholeAt.put(claim, now.plus(full));
        Duration spare = claim.quota().window().minus(full);
        return new RateDecision.Allowed(claim.quota(), spare.dividedBy(share(claim)), full);
    }

    private Duration fullAfterOneMore(Claim claim, Instant now) {
        Instant whole = wholeAt.getOrDefault(claim, now);
        Instant from = whole.isBefore(now) ? now : whole;
        return Duration.between(now, from).plus(share(claim));
    }

    private static Duration share(Claim claim) {
        return claim.quota().window().dividedBy(claim.quota().limit());
    }
}
