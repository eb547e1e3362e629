package com.compareintel.persistence.memory;

import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Level;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.persistence.ClockMeter;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rate limits of a single instance: a token bucket for each subject and quota, refilled evenly
/// over the quota's window.
///
/// A bucket that was not used for its window is full and need not be kept. Beyond the bound on
/// buckets the least used go early, and an evicted bucket is a refilled one. Thread-safe: one lock,
/// held for microseconds, for all of a claim or nothing is to be counted.
@Singleton
@Named("memory")
@Bean(typed = RateLimiter.class)
final class InMemoryRateLimiter implements RateLimiter {
    /// Buckets kept at most, some 30 MB of them.
    private static final int MOST_BUCKETS = 100_000;

    private final TimeMeter time;
    private final Cache<Claim, Bucket> buckets;
    private final Object lock = new Object();

    InMemoryRateLimiter(Clock clock) {
        this.time = new ClockMeter(clock);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(MOST_BUCKETS)
                        .expireAfter(new FullAgain())
                        .ticker(time::currentTimeNanos)
                        .executor(Runnable::run)
                        .build();
    }

    @Override
    public RateDecision claim(List<Claim> claims) {
        synchronized (lock) {
            List<Bucket> found = new ArrayList<>();
            claims.forEach(claim -> found.add(buckets.get(claim, this::full)));
            Optional<Duration> wait =
                    found.stream()
                            .map(bucket -> bucket.estimateAbilityToConsume(1))
                            .filter(probe -> !probe.canBeConsumed())
                            .map(probe -> Duration.ofNanos(probe.getNanosToWaitForRefill()))
                            .max(Duration::compareTo);
            if (wait.isEmpty()) {
                found.forEach(InMemoryRateLimiter::use);
            }
            List<Level> levels = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                levels.add(level(claims.get(i).quota(), found.get(i)));
            }
            return wait.<RateDecision>map(longest -> new Throttled(levels, longest))
                    .orElseGet(() -> new Allowed(levels));
        }
    }

    private static void use(Bucket bucket) {
        if (!bucket.tryConsume(1)) {
            throw new IllegalStateException("a token that was there is gone under the lock");
        }
    }

    private static Level level(Quota quota, Bucket bucket) {
        long remaining = bucket.getAvailableTokens();
        return new Level(
                quota,
                remaining,
                remaining == quota.limit()
                        ? Duration.ZERO
                        : Duration.ofNanos(
                                bucket.estimateAbilityToConsume(remaining + 1)
                                        .getNanosToWaitForRefill()));
    }

    private Bucket full(Claim claim) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(claim.quota().limit())
                                .refillGreedy(claim.quota().limit(), claim.quota().window()))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /// Lets a bucket go when it is certainly full.
    private static final class FullAgain implements Expiry<Claim, Bucket> {
        @Override
        public long expireAfterCreate(Claim claim, Bucket bucket, long now) {
            return claim.quota().window().toNanos();
        }

        @Override
        public long expireAfterUpdate(Claim claim, Bucket bucket, long now, long left) {
            return expireAfterCreate(claim, bucket, now);
        }

        @Override
        public long expireAfterRead(Claim claim, Bucket bucket, long now, long left) {
            return expireAfterCreate(claim, bucket, now);
        }
    }
}
