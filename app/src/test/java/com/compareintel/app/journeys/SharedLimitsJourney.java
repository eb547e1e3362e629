package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestRedis;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Limits that instances share through Redis, and what callers notice when it goes: nothing.
final class SharedLimitsJourney {
    private static final int LIMIT = 20;
    private static final Duration ONE_MORE = Duration.ofSeconds(3);

    /// Long enough for a machine that is busy with other things.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectNode QUESTION = Client.body("How much?", "fake/rate-100-count-100");

    @BeforeEach
    void needs_redis() {
        assumeThat(TestRedis.installed()).as(TestRedis.MISSING).isPresent();
    }

    private static RunningProduct.Options sharing(TestRedis redis, int limit) {
        return RunningProduct.options()
                .set("REDIS_URL", redis.url())
                .set("http-api.network-requests-per-minute", limit);
    }

    private static boolean isShared(RunningProduct product) {
        return product.bean(MeterRegistry.class)
                        .get("compareintel.redis.fallback")
                        .tag("use", "limits")
                        .gauge()
                        .value()
                == 0;
    }

    private static void awaitShared(RunningProduct product, boolean shared) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isShared(product) != shared) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int estimate(Client client) {
        return client.post("/v1/comparisons/estimate", QUESTION).status();
    }

    @Test
    void two_instances_allow_together_what_one_allows() {
        try (TestRedis redis = TestRedis.start();
                RunningProduct one =
                        RunningProduct.start(sharing(redis, LIMIT).set("redis.patience", "10s"));
                RunningProduct two =
                        RunningProduct.start(
                                sharing(redis, LIMIT)
                                        .set("redis.patience", "10s")
                                        .database(one.database()));
                Client here = Client.withKey(one.uri(), one.key(Tier.PRO));
                Client there = here.at(two.uri())) {
            awaitShared(one, true);
            awaitShared(two, true);
            long begun = System.nanoTime();
            int passed = 0;
            int refused = 0;
            for (int i = 0; i < 2 * LIMIT; i++) {
                int status = estimate(i % 2 == 0 ? here : there);
                assertThat(status).isIn(200, 429);
                if (status == 200) {
                    passed++;
                } else {
                    refused++;
                }
            }

            int refilled = (int) ((System.nanoTime() - begun) / ONE_MORE.toNanos()) + 1;
            assertThat(passed).isBetween(LIMIT, LIMIT + refilled);
            assertThat(refused).isEqualTo(2 * LIMIT - passed);
        }
    }

    @Test
    void a_redis_that_is_frozen_killed_and_back_is_noticed_by_no_caller() {
        try (TestRedis redis = TestRedis.start();
                RunningProduct product = RunningProduct.start(sharing(redis, 1_000_000));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            awaitShared(product, true);

            redis.freeze();
            fiftyEstimates(client);
            awaitShared(product, false);
            redis.thaw();
            awaitShared(product, true);

            redis.kill();
            fiftyEstimates(client);
            awaitShared(product, false);
            redis.restart();
            awaitShared(product, true);
            fiftyEstimates(client);
        }
    }

    private static void fiftyEstimates(Client client) {
        for (int i = 0; i < 50; i++) {
            var reply = client.post("/v1/comparisons/estimate", QUESTION);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.raw().headers().firstValue("RateLimit-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("\"network\";q=1000000;w=60"));
            assertThat(client.fetch("/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_redis_that_is_not_there_keeps_nobody_from_starting() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set(
                                                "REDIS_URL",
                                                "redis://127.0.0.1:" + TestRedis.freePort()));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            assertThat(isShared(product)).isFalse();
            assertThat(estimate(client)).isEqualTo(200);
            assertThat(client.fetch("/health/readiness").statusCode()).isEqualTo(200);
        }
    }
}
