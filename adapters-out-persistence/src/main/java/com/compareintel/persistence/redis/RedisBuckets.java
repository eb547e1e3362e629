package com.compareintel.persistence.redis;

import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Level;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.AsyncVerboseBucket;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Token buckets in Redis, over one connection. A bucket is a key that Redis forgets once the
/// bucket is full again; every change is a compare-and-swap, so that instances never lose each
/// other's. Claims of one instance on one bucket that come at once travel together.
///
/// Thread-safe; nothing here waits.
final class RedisBuckets implements Line.Open {
    /// Ways to buckets kept at hand; the buckets are in Redis.
    private static final int MOST_AT_HAND = 10_000;

    /// A full bucket need not be kept, but for clocks that differ a little.
    private static final Duration FULL_KEPT = Duration.ofSeconds(1);

    private final StatefulRedisConnection<String, byte[]> connection;
    private final String prefix;
    private final AsyncProxyManager<String> manager;
    private final Cache<Claim, AsyncVerboseBucket> atHand =
            Caffeine.newBuilder().maximumSize(MOST_AT_HAND).executor(Runnable::run).build();

    /// @param prefix what all keys begin with
    /// @param patience how long anybody waits; soon after it nothing is tried again
    RedisBuckets(
            StatefulRedisConnection<String, byte[]> connection,
            String prefix,
            Duration patience,
            TimeMeter time) {
        this.connection = connection;
        this.prefix = prefix;
        this.manager =
                Bucket4jLettuce.casBasedBuilder(connection)
                        .clientClock(time)
                        .requestTimeout(patience.multipliedBy(2))
                        .expirationAfterWrite(
                                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                        FULL_KEPT))
                        .build()
                        .asAsync();
    }

    /// Uses each quota once, or none of them if one is used up. All are asked at the same time;
    /// where one is used up, what the others gave is given back, so for a moment they hold less.
    CompletableFuture<RateDecision> claim(List<Claim> claims) {
        try {
            return all(claims.stream().map(this::use).toList())
                    .thenCompose(uses -> decided(claims, uses));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletableFuture<VerboseResult<ConsumptionProbe>> use(Claim claim) {
        return bucket(claim).tryConsumeAndReturnRemaining(1);
    }

    private CompletableFuture<RateDecision> decided(
            List<Claim> claims, List<VerboseResult<ConsumptionProbe>> uses) {
        Optional<Duration> wait =
                uses.stream()
                        .map(VerboseResult::getValue)
                        .filter(probe -> !probe.isConsumed())
                        .map(probe -> Duration.ofNanos(probe.getNanosToWaitForRefill()))
                        .max(Duration::compareTo);
        List<CompletableFuture<Level>> levels = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            Claim claim = claims.get(i);
            VerboseResult<ConsumptionProbe> use = uses.get(i);
            levels.add(
                    wait.isPresent() && use.getValue().isConsumed()
                            ? givenBack(claim)
                            : CompletableFuture.completedFuture(level(claim.quota(), use)));
        }
        return all(levels)
                .thenApply(told ->
                        wait.<RateDecision>map(longest -> new RateDecision.Throttled(told, longest))
                                .orElseGet(() -> new RateDecision.Allowed(told)));
    }

    private CompletableFuture<Level> givenBack(Claim claim) {
        return bucket(claim).addTokens(1).thenApply(result -> level(claim.quota(), result));
    }

    private static Level level(Quota quota, VerboseResult<?> result) {
        BucketState state = result.getState();
        long remaining = state.getAvailableTokens();
        return new Level(
                quota,
                remaining,
                remaining == quota.limit()
                        ? Duration.ZERO
                        : Duration.ofNanos(
                                state.calculateDelayNanosAfterWillBePossibleToConsume(
                                        remaining + 1, result.getOperationTimeNanos(), true)));
    }

    private AsyncVerboseBucket bucket(Claim claim) {
        return atHand.get(claim, this::way);
    }

    private AsyncVerboseBucket way(Claim claim) {
        Quota quota = claim.quota();
        CompletableFuture<BucketConfiguration> full =
                CompletableFuture.completedFuture(
                        BucketConfiguration.builder()
                                .addLimit(limit ->
                                        limit.capacity(quota.limit())
                                                .refillGreedy(quota.limit(), quota.window()))
                                .build());
        return manager.builder()
                .withOptimization(Optimizations.batching())
                .build(key(claim), () -> full)
                .asVerbose();
    }

    /// A quota that changed is another bucket.
    private String key(Claim claim) {
        Quota quota = claim.quota();
        return "%srate:%s:%d/%d:%s"
                .formatted(
                        prefix,
                        quota.name(),
                        quota.limit(),
                        quota.window().toMillis(),
                        claim.subject());
    }

    private static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void whenLost(Consumer<Throwable> told) {
        Loss.watch(connection, told);
    }

    @Override
    public void close() {
        var _ = connection.closeAsync();
    }
}
