package com.compareintel.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.data.Index.atIndex;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.compareintel.core.AtOnce;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import com.compareintel.persistence.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Limits while Redis is away, and its return.
class RedisOutagesTest {
    private static final Quota MANY = Quota.perMinute("requests", 1_000_000);

    private static final int CLAIMS = 2_000;

    /// What one in a hundred of them may meet.
    private static final int TOUCHES = CLAIMS / 100;

    /// A claim that took so long has waited for Redis, or the machine was busy.
    private static final Duration WAITED = Sharing.STANDARD.multipliedBy(4).dividedBy(5);

    /// What nobody waits for Redis, on a machine that is busy with other things.
    private static final Duration MOST = Sharing.STANDARD.multipliedBy(10);

    /// Promised are two seconds; a busy machine gets twice as many.
    private static final Duration RETURN = Duration.ofSeconds(4);

    private TestRedis redis;
    private Sharing sharing;
    private RedisRateLimiter limiter;

    @BeforeEach
    void start() {
        assumeThat(TestRedis.installed()).as(TestRedis.MISSING).isPresent();
        redis = TestRedis.start();
        sharing = Sharing.of(redis, Sharing.STANDARD);
        limiter = sharing.sharedLimiter();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            limiter.close();
            sharing.close();
            redis.close();
        }
    }

    private Duration timed(String subject) {
        long begun = System.nanoTime();
        Sharing.claim(limiter, subject, MANY);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private List<Duration> claims() {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            times.add(timed("ada" + i % 100));
        }
        return times;
    }

    private void hardlyAnybodyWaits() {
        assertThat(claims())
                .allMatch(time -> time.compareTo(MOST) < 0)
                .filteredOn(time -> time.compareTo(WAITED) > 0)
                .hasSizeLessThanOrEqualTo(TOUCHES);
    }

    private void isBackSoon() {
        Duration away = Eventually.until("Redis is used again", limiter::isShared);
        System.out.println("Redis is used again after " + away.toMillis() + " ms");
        assertThat(away).isLessThan(RETURN);
    }

    @Test
    void a_redis_that_is_killed_is_missed_by_nobody_and_used_again_when_it_is_back() {
        redis.kill();

        hardlyAnybodyWaits();
        assertThat(limiter.isShared()).isFalse();
        assertThat(sharing.fallback("limits")).isEqualTo(1);
        assertThat(sharing.errors("limits")).isPositive();

        redis.restart();
        isBackSoon();
        assertThat(sharing.fallback("limits")).isZero();
    }

    @Test
    void a_redis_that_is_frozen_is_waited_for_once_and_used_again_when_it_goes_on() {
        redis.freeze();

        hardlyAnybodyWaits();
        assertThat(limiter.isShared()).isFalse();

        redis.thaw();
        isBackSoon();
    }

    @Test
    void many_that_wait_for_a_frozen_redis_at_once_wait_no_longer_than_one()
            throws InterruptedException {
        redis.freeze();

        List<Duration> times = AtOnce.run(300, i -> timed("ada" + i));

        assertThat(times).allMatch(time -> time.compareTo(MOST) < 0);
    }

    @Test
    void several_quotas_are_waited_for_together() {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.add(new Claim("ada" + i, MANY));
        }
        redis.freeze();

        long begun = System.nanoTime();
        RateDecision decision = limiter.claim(claims);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(MOST);
        assertThat(decision).isInstanceOf(Allowed.class);
        assertThat(decision.levels()).hasSize(20);
    }

    @Test
    void a_redis_without_memory_is_not_used_until_it_has_some() {
        redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
        redis.ask("CONFIG", "SET", "maxmemory", "1mb");
        redis.ask("SETRANGE", "ballast", "2000000", "x");

        hardlyAnybodyWaits();
        assertThat(limiter.isShared()).isFalse();

        redis.ask("CONFIG", "SET", "maxmemory", "0");
        isBackSoon();
    }

    @Test
    void a_redis_that_evicts_what_it_was_told_is_used_as_far_as_it_goes() {
        redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        redis.ask("CONFIG", "SET", "maxmemory", "1mb");

        for (int i = 0; i < CLAIMS; i++) {
            assertThat(Sharing.claim(limiter, "subject " + i, MANY)).isInstanceOf(Allowed.class);
        }

        redis.ask("CONFIG", "SET", "maxmemory", "0");
        isBackSoon();
    }

    @Test
    void a_redis_that_became_a_replica_is_not_used_until_it_is_none() {
        redis.ask("REPLICAOF", "127.0.0.1", "1");

        hardlyAnybodyWaits();
        assertThat(limiter.isShared()).isFalse();

        redis.ask("REPLICAOF", "NO", "ONE");
        isBackSoon();
    }

    @Test
    void meanwhile_an_instance_allows_its_part_and_tells_of_the_whole() {
        Quota five = Quota.perMinute("comparisons", 5);
        redis.kill();
        Eventually.until("it is missed", () -> !limiter.isShared());

        assertThat(Sharing.claim(limiter, "ada", five))
                .isEqualTo(new Allowed(five, 1, Duration.ofSeconds(30)));
        assertThat(Sharing.claim(limiter, "ada", five)).isInstanceOf(Allowed.class);
        assertThat(Sharing.claim(limiter, "ada", five)).isInstanceOf(Throttled.class);
    }

    @Test
    void the_log_has_one_line_for_each_change() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var log = (Logger) LoggerFactory.getLogger(Line.class);
        log.addAppender(lines);
        try {
            redis.kill();
            hardlyAnybodyWaits();
            double failed = sharing.errors("limits");
            Eventually.until("more attempts", () -> sharing.errors("limits") > failed + 1);
            redis.restart();
            isBackSoon();
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(2)
                .satisfies(
                        lost ->
                                assertThat(lost)
                                        .startsWith(
                                                "Redis is not used for rate limits, each instance"
                                                        + " allows its part by itself: "),
                        atIndex(0))
                .contains("Redis is used for rate limits.", atIndex(1));
    }

    @Test
    void the_smallest_quota_allows_something_on_every_instance() {
        redis.kill();
        Eventually.until("it is missed", () -> !limiter.isShared());

        assertThat(Sharing.claim(limiter, "ada", Quota.perMinute("comparisons", 1)))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void a_redis_that_comes_after_the_instance_is_found() {
        redis.kill();
        try (Sharing early = Sharing.of(redis, Sharing.STANDARD);
                RedisRateLimiter waiting = early.limiter()) {
            assertThat(Sharing.claim(waiting, "ada", MANY)).isInstanceOf(Allowed.class);
            assertThat(waiting.isShared()).isFalse();

            redis.restart();

            assertThat(Eventually.until("Redis is found", waiting::isShared)).isLessThan(RETURN);
        }
    }

    @Test
    void a_sentinel_says_where_redis_is() {
        try (TestRedis sentinel = TestRedis.sentinelOf(redis);
                Sharing asking =
                        Sharing.of("redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main");
                RedisRateLimiter led = asking.sharedLimiter()) {
            Quota once = new Quota("comparisons", 1, Duration.ofDays(300));

            assertThat(Sharing.claim(led, "ada", once)).isInstanceOf(Allowed.class);

            assertThat(redis.ask("EXISTS", "test:rate:comparisons:1/25920000000:ada"))
                    .isEqualTo(":1");
        }
    }
}
