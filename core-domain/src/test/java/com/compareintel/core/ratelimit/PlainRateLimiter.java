package com.compareintel.core.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Optional<Duration> wait =
                claims.stream()
                        .map(claim -> level(claim, now))
                        .filter(level -> level.remaining() == 0)
                        .map(Level::moreAfter)
                        .max(Duration::compareTo);
        if (wait.isEmpty()) {
            claims.forEach(claim -> wholeAt.put(claim, wholeAt(claim, now).plus(share(claim))));
        }
        List<Level> levels = claims.stream().map(claim -> level(claim, now)).toList();
        return wait.<RateDecision>map(longest -> new RateDecision.Throttled(levels, longest))
                .orElseGet(() -> new RateDecision.Allowed(levels));
    }

    private Level level(Claim claim, Instant now) {
        Duration used = Duration.between(now, wholeAt(claim, now));
        long remaining = claim.quota().window().minus(used).dividedBy(share(claim));
        Duration usedByThen = share(claim).multipliedBy(claim.quota().limit() - remaining - 1);
        Duration moreAfter = used.minus(usedByThen);
        return new Level(claim.quota(), remaining, used.isZero() ? Duration.ZERO : moreAfter);
    }

    private Instant wholeAt(Claim claim, Instant now) {
        Instant whole = wholeAt.getOrDefault(claim, now);
        return whole.isBefore(now) ? now : whole;
    }

    private static Duration share(Claim claim) {
        return claim.quota().window().dividedBy(claim.quota().limit());
    }
}
