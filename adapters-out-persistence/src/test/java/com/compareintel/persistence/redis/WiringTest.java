package com.compareintel.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.WakeUps;
import com.compareintel.persistence.TestRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
    private static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder(properties)
                .singletons(Clock.systemUTC(), new SimpleMeterRegistry())
                .start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void without_a_name_nothing_of_redis_is_made(String url) {
        try (ApplicationContext context = context(Map.of("redis.url", url))) {
            assertThat(context.getBean(RateLimiter.class)).isNotInstanceOf(RedisRateLimiter.class);
            assertThat(context.getBean(WakeUps.class)).isNotInstanceOf(RedisWakeUps.class);
            assertThat(context.containsBean(RedisServer.class)).isFalse();
        }
    }

    @Test
    void a_redis_that_is_not_there_is_done_without() throws IOException {
        String url = "redis://127.0.0.1:" + TestRedis.freePort();
        try (ApplicationContext context = context(Map.of("redis.url", url))) {
            RateLimiter limiter = context.getBean(RateLimiter.class);

            assertThat(limiter).isInstanceOf(RedisRateLimiter.class);
            assertThat(Sharing.claim(limiter, "ada", Quota.perMinute("comparisons", 5)))
                    .isInstanceOf(RateDecision.Allowed.class);
            assertThat(context.getBean(WakeUps.class)).isInstanceOf(RedisWakeUps.class);
            assertThat(
                            context.getBean(MeterRegistry.class)
                                    .get("compareintel.redis.fallback")
                                    .tag("use", "wakeups")
                                    .gauge()
                                    .value())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_redis_that_is_there_is_used_under_the_prefix_that_is_set() {
        assumeThat(TestRedis.installed()).as(TestRedis.MISSING).isPresent();
        try (TestRedis redis = TestRedis.start();
                ApplicationContext context =
                        context(
                                Map.of(
                                        "redis.url", redis.url(),
                                        "redis.prefix", "mine:",
                                        "redis.patience", "10s"))) {
            var limiter = (RedisRateLimiter) context.getBean(RateLimiter.class);
            var wakeUps = (RedisWakeUps) context.getBean(WakeUps.class);
            Eventually.until("both reach Redis", () -> limiter.isShared() && wakeUps.isShared());

            Sharing.claim(limiter, "ada", Quota.perMinute("comparisons", 5));

            assertThat(redis.ask("EXISTS", "mine:rate:comparisons:5/60000:ada")).isEqualTo(":1");
            assertThat(redis.ask("PUBSUB", "NUMSUB", "mine:wake-ups")).endsWith(":1");
        }
    }
}
