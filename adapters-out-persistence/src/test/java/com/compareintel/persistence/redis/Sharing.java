package com.compareintel.persistence.redis;

import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.PlainWakeUps;
import com.compareintel.persistence.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One instance's use of a Redis, in a test: its limiter and its bell, or one of them.
final class Sharing implements AutoCloseable {
    /// As long as the product waits.
    static final Duration STANDARD = Duration.ofMillis(50);

    /// For tests in which nothing is wrong but the machine may be busy with other things.
    static final Duration AMPLE = Duration.ofSeconds(10);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisServer server;
    private final RedisConfiguration configuration;
    private final Clock clock;

    private Sharing(String url, Duration patience, Clock clock) {
        this.configuration = new RedisConfiguration(Optional.of(url), "test:", 2, patience);
        this.server = new RedisServer(configuration.address());
        this.clock = clock;
    }

    static Sharing of(TestRedis redis, Duration patience) {
        return new Sharing(redis.url(), patience, Clock.systemUTC());
    }

    static Sharing of(TestRedis redis, Duration patience, Clock clock) {
        return new Sharing(redis.url(), patience, clock);
    }

    static Sharing of(String url) {
        return new Sharing(url, STANDARD, Clock.systemUTC());
    }

    /// A limiter that falls back on one that forgets nothing; Redis may not be reached yet.
    RedisRateLimiter limiter() {
        return limiter(new PlainRateLimiter(clock));
    }

    RedisRateLimiter limiter(RateLimiter alone) {
        return new RedisRateLimiter(server, configuration, alone, meters, clock);
    }

    /// A limiter that has reached Redis.
    RedisRateLimiter sharedLimiter() {
        RedisRateLimiter limiter = limiter();
        Eventually.until("the limiter reaches Redis", limiter::isShared);
        return limiter;
    }

    RedisWakeUps wakeUps() {
        return new RedisWakeUps(
                server, configuration, new PlainWakeUps(), UUID.randomUUID(), meters);
    }

    /// A bell that others hear.
    RedisWakeUps sharedWakeUps() {
        RedisWakeUps wakeUps = wakeUps();
        Eventually.until("the bell reaches Redis", wakeUps::isShared);
        return wakeUps;
    }

    static RateDecision claim(RateLimiter limiter, String subject, Quota quota) {
        return limiter.claim(List.of(new Claim(subject, quota)));
    }

    double fallback(String use) {
        return meters.get("compareintel.redis.fallback").tag("use", use).gauge().value();
    }

    double errors(String use) {
        return meters.get("compareintel.redis.errors").tag("use", use).counter().count();
    }

    @Override
    public void close() {
        server.close();
    }
}
