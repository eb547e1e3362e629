package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Redis dies, freezes, forgets all and runs out of memory under load: callers notice nothing, the
/// instances leave it alone until it is back, and the ledger does not care.
final class RedisTroubleJourney {
    private static final int ROUNDS = Rounds.between(1, 20);
    private static final int CALLERS = 6;
    private static final Duration TROUBLE = Duration.ofSeconds(3);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

    /// An instance knocks at Redis so often while it does without it.
    private static final int KNOCKS_A_SECOND = 4;

    private static final String FALLBACK = "compareintel_redis_fallback{use=\"limits\"}";
    private static final Pattern ERRORS =
            Pattern.compile("(?m)^compareintel_redis_errors_total\\{use=\"limits\"} (\\S+)$");

    private final Random random = Seed.of(RedisTroubleJourney.class);
    private final Queue<Caller.Reply> replies = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    @Test
    void whatever_becomes_of_redis_nobody_notices() throws Exception {
        assumeTrue(TestRedis.installed().isPresent(), TestRedis.MISSING);
        try (TestRedis redis = TestRedis.start("--maxmemory", "64mb");
                Site site =
                        Site.start(Site.plan().set("lease.duration", "10s").redis(redis.url()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> call(site)));
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    survive(site, "killed", redis::kill, redis::restart);
                    survive(site, "frozen", redis::freeze, redis::thaw);
                    redis.ask("FLUSHALL");
                    redis.ask("CONFIG", "SET", "maxmemory", "1mb");
                    Until.pass(TROUBLE);
                    redis.ask("CONFIG", "SET", "maxmemory", "64mb");
                    awaitUsed(site, BACK_WITHIN);
                }
            } finally {
                enough = true;
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
            site.books().awaitQuiet(Duration.ofSeconds(30));
            site.books().assertClosed();
            assertThat(site.books().number("SELECT count(*) FROM comparisons"))
                    .isEqualByComparingTo(Integer.toString(replies.size()));
        } catch (ExecutionException failed) {
            throw new AssertionError("a caller failed", failed.getCause());
        }
        System.out.printf(
                "RedisTroubleJourney: %d requests, answers %s, slowest %s%n",
                replies.size(),
                statuses(),
                replies.stream().map(Caller.Reply::took).max(Duration::compareTo).orElseThrow());
        assertThat(statuses().keySet()).containsOnly(202);
    }

    private Map<Integer, Integer> statuses() {
        Map<Integer, Integer> statuses = new LinkedHashMap<>();
        replies.forEach(reply -> statuses.merge(reply.status(), 1, Integer::sum));
        return statuses;
    }

    private void call(Site site) {
        Caller caller = site.caller(Tier.PRO_PLUS);
        Random own = Seed.apart(random);
        while (!enough) {
            try {
                replies.add(
                        caller.start(
                                Session.anyOf(site.instances(), own).get(),
                                Caller.body("Hello " + own.nextInt(), List.of("fake/unique-01")),
                                "bench-" + own.nextLong() + "-" + own.nextLong()));
            } catch (IOException broken) {
                throw new AssertionError(broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
            Until.pass(Duration.ofMillis(20));
        }
    }

    /// The trouble lasts for a while, and then the instances use Redis again.
    private void survive(Site site, String what, Runnable trouble, Runnable end)
            throws IOException, InterruptedException {
        double errorsBefore = errors(site);
        int before = replies.size();
        long start = System.nanoTime();
        trouble.run();
        Until.pass(TROUBLE);
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        int requests = replies.size() - before;
        double knocks = KNOCKS_A_SECOND * site.instances().size() * (lasted.toMillis() / 1_000.0);
        double touching = errors(site) - errorsBefore - knocks;
        end.run();
        Duration back = awaitUsed(site, BACK_WITHIN);
        System.out.printf(
                "RedisTroubleJourney: %s: %d requests, %.0f errors beyond knocking, back after %s%n",
                what, requests, touching, back);
        assertThat(touching)
                .as("requests that touched a Redis that was %s, of %d", what, requests)
                .isLessThanOrEqualTo(Math.max(requests / 100.0, CALLERS));
    }

    private static Duration awaitUsed(Site site, Duration within) {
        return Until.met(
                "all use Redis again",
                within,
                () ->
                        site.instances().stream()
                                .allMatch(instance ->
                                        metrics(site, instance).contains(FALLBACK + " 0.0")));
    }

    private static double errors(Site site) {
        return site.instances().stream()
                .mapToDouble(instance -> {
                    var count = ERRORS.matcher(metrics(site, instance));
                    return count.find() ? Double.parseDouble(count.group(1)) : 0;
                })
                .sum();
    }

    private static String metrics(Site site, Instance instance) {
        return site.text(instance.uri().resolve("/prometheus"));
    }
}
