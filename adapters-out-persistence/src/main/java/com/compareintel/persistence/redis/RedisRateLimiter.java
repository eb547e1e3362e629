package com.compareintel.persistence.redis;

import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Level;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.persistence.ClockMeter;
import io.github.bucket4j.TimeMeter;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Rate limits that all instances share while Redis answers in time, and of which each allows its
/// part while it does not.
///
/// The first answer that fails or comes late ends the use of Redis for everybody: its connection is
/// closed, which frees whoever else waits for it, and all further claims are decided in memory
/// until a [Line] has opened another connection and seen it decide in time. So a Redis that is away
/// costs the few claims that were under way their patience, and the others nothing.
///
/// Thread-safe. Blocks the calling thread for at most its patience: not for event loops.
final class RedisRateLimiter implements RateLimiter, AutoCloseable {
    /// Claims that wait for Redis at the same time; beyond them the instance decides by itself.
    private static final int MOST_WAITING = 1_024;

    private static final RedisCodec<String, byte[]> CODEC =
            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /// What a new connection has to decide before it is used: nobody's quota, too wide to be used
    /// up. It writes as any claim does, so a Redis that only answers pings does not pass.
    private static final List<Claim> TRIAL =
            List.of(new Claim("trial", new Quota("trial", 1_000_000, Duration.ofSeconds(1))));

    private final RedisServer server;
    private final String prefix;
    private final Duration patience;
    private final int instances;
    private final RateLimiter alone;
    private final TimeMeter time;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Line<RedisBuckets> line;

    /// @param alone decides while Redis does not
    RedisRateLimiter(
            RedisServer server,
            RedisConfiguration configuration,
            RateLimiter alone,
            MeterRegistry meters,
            Clock clock) {
        this.server = server;
        this.prefix = configuration.prefix();
        this.patience = configuration.patience();
        this.instances = configuration.instances();
        this.alone = alone;
        this.time = new ClockMeter(clock);
        this.line = new Line<>(Line.Use.LIMITS, this::opening, server.timers(), meters);
    }

    @Override
    public RateDecision claim(List<Claim> claims) {
        RedisBuckets open = line.open();
        if (open == null || !room.tryAcquire()) {
            return allowedAlone(claims);
        }
        try {
            return open.claim(claims).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            line.lost(open, failed);
        } catch (TimeoutException late) {
            line.lost(
                    open,
                    new TimeoutException("no decision within " + patience.toMillis() + " ms"));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
        return allowedAlone(claims);
    }

    /// Whether limits are shared at the moment.
    boolean isShared() {
        return line.open() != null;
    }

    private RateDecision allowedAlone(List<Claim> claims) {
        RateDecision decision =
                alone.claim(
                        claims.stream()
                                .map(claim -> new Claim(claim.subject(), part(claim.quota())))
                                .toList());
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Level level = decision.levels().get(i);
            levels.add(new Level(claims.get(i).quota(), level.remaining(), level.moreAfter()));
        }
        return switch (decision) {
            case Allowed allowed -> new Allowed(levels);
            case Throttled throttled -> new Throttled(levels, throttled.retryAfter());
        };
    }

    /// What this instance allows by itself: all instances together about the quota, and each
    /// something.
    private Quota part(Quota quota) {
        return new Quota(quota.name(), Math.max(1, quota.limit() / instances), quota.window());
    }

    private CompletionStage<RedisBuckets> opening() {
        return server.connect(CODEC).thenCompose(this::tried);
    }

    /// The first decision on a connection may take its time, the second is to come as fast as any.
    private CompletionStage<RedisBuckets> tried(
            StatefulRedisConnection<String, byte[]> connection) {
        RedisBuckets buckets = new RedisBuckets(connection, prefix, patience, time);
        CompletableFuture<RedisBuckets> trial =
                buckets.claim(TRIAL)
                        .thenCompose(first -> {
                            long begun = System.nanoTime();
                            return buckets.claim(TRIAL).thenApply(second -> inTime(begun));
                        })
                        .thenApply(fast -> {
                            if (!fast) {
                                throw new SlowRedis(patience);
                            }
                            return buckets;
                        });
        return trial.whenComplete((passed, failure) -> {
            if (failure != null) {
                buckets.close();
            }
        });
    }

    private boolean inTime(long begun) {
        return System.nanoTime() - begun <= patience.toNanos();
    }

    @Override
    public void close() {
        line.close();
    }
}
