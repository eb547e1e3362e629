package com.compareintel.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.ratelimit.RateLimiterContract;
import com.compareintel.persistence.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Limits in a Redis that nothing is wrong with.
class RedisRateLimiterTest extends RateLimiterContract {
    private static TestRedis redis;

    private Sharing sharing;
    private RedisRateLimiter limiter;

    @BeforeAll
    static void start() {
        assumeThat(TestRedis.installed()).as(TestRedis.MISSING).isPresent();
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void connect() {
        redis.ask("FLUSHALL");
        sharing = Sharing.of(redis, Sharing.AMPLE, clock);
        limiter = sharing.sharedLimiter();
    }

    @AfterEach
    void disconnect() {
        limiter.close();
        sharing.close();
    }

    @Override
    protected RateLimiter limiter() {
        assertThat(limiter.isShared()).isTrue();
        return limiter;
    }

    @Test
    void of_500_claims_at_once_on_two_instances_exactly_the_quota_passes()
            throws InterruptedException {
        Quota quota = new Quota("comparisons", 60, Duration.ofDays(300));
        try (Sharing elsewhere = Sharing.of(redis, Sharing.AMPLE, clock);
                RedisRateLimiter other = elsewhere.sharedLimiter()) {
            List<RateDecision> decisions =
                    AtOnce.run(500, i -> Sharing.claim(i % 2 == 0 ? limiter : other, "ada", quota));

            assertThat(decisions).filteredOn(Allowed.class::isInstance).hasSize(60);
            assertThat(other.isShared() && limiter.isShared()).isTrue();
        }
    }

    @Test
    void of_claims_on_two_quotas_each_is_used_as_often_as_both_allow() throws InterruptedException {
        Quota wide = new Quota("network", 200, Duration.ofDays(300));
        Quota narrow = new Quota("comparisons", 20, Duration.ofDays(300));
        AtomicInteger passed = new AtomicInteger();

        AtOnce.run(
                100,
                i -> {
                    List<Claim> both =
                            List.of(new Claim("net", wide), new Claim("ada" + i % 2, narrow));
                    if (limiter.claim(both) instanceof Allowed) {
                        passed.incrementAndGet();
                    }
                    return i;
                });

        assertThat(passed).hasValue(40);
        assertThat(Sharing.claim(limiter, "net", wide).levels().getFirst().remaining())
                .isEqualTo(159);
    }

    @Test
    void one_instance_sees_what_another_has_used() {
        Quota quota = Quota.perMinute("comparisons", 2);
        try (Sharing elsewhere = Sharing.of(redis, Sharing.AMPLE, clock);
                RedisRateLimiter other = elsewhere.sharedLimiter()) {
            Sharing.claim(limiter, "ada", quota);
            assertThat(Sharing.claim(other, "ada", quota))
                    .isEqualTo(new Allowed(quota, 0, Duration.ofSeconds(30)));

            assertThat(Sharing.claim(limiter, "ada", quota)).isInstanceOf(Throttled.class);
        }
    }

    @Test
    void a_key_names_its_quota_and_its_subject_and_goes_when_the_bucket_is_full_again() {
        Sharing.claim(limiter, "account:ada", new Quota("comparisons", 2, Duration.ofSeconds(90)));

        String key = "test:rate:comparisons:2/90000:account:ada";
        assertThat(number("PTTL", key)).isBetween(30_000L, 46_000L);
        assertThat(number("MEMORY", "USAGE", key)).as("bytes of a bucket").isBetween(100L, 300L);
    }

    private static long number(String... words) {
        return Long.parseLong(redis.ask(words).substring(1));
    }

    @Test
    void a_redis_that_was_emptied_has_full_buckets() {
        Quota once = Quota.perMinute("comparisons", 1);
        Sharing.claim(limiter, "ada", once);
        assertThat(Sharing.claim(limiter, "ada", once)).isInstanceOf(Throttled.class);

        redis.ask("FLUSHALL");
        redis.ask("SCRIPT", "FLUSH");

        assertThat(Sharing.claim(limiter, "ada", once)).isInstanceOf(Allowed.class);
        assertThat(Sharing.claim(limiter, "ada", once)).isInstanceOf(Throttled.class);
        assertThat(limiter.isShared()).isTrue();
        assertThat(sharing.errors("limits")).isZero();
    }
}
