package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Five times as much as can be done: as much is done as ever, whoever pays is served, and the
/// others are told at once that there is no room.
final class FivefoldLoadJourney {
    private static final Duration TIME = Duration.ofSeconds(Rounds.between(6, 60));
    private static final int SLOTS = 8;
    private static final int QUEUE = 40;

    /// Each asks again as soon as it was answered.
    private static final int PAYING = 6;

    private static final int ANONYMOUS = 5 * SLOTS;

    /// What is refused in the beginning runs code that has never run before, which is not what this
    /// is about.
    private static final Duration WARMING_UP = Duration.ofSeconds(3);

    /// Takes half a second, whatever the machine does.
    private static final String MODEL = "fake/rate-40-count-20";

    /// What a network between processes of one machine costs anyway.
    private static final Duration UNMEASURABLE = Duration.ofMillis(10);

    private final Random random = Seed.of(FivefoldLoadJourney.class);
    private final Queue<Caller.Reply> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<Caller.Reply> refusalsOfPromises = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> lives = new ConcurrentLinkedQueue<>();
    private volatile boolean warm;
    private volatile boolean enough;

    @Test
    void five_times_the_capacity_harms_nobody_who_pays() throws Exception {
        Site.Plan plan =
                Site.plan()
                        .instances(1)
                        .set("lease.duration", "10s")
                        .set("slots.open", SLOTS)
                        .set("slots.queue", QUEUE)
                        .set("ANONYMOUS_DAILY_CREDITS", 1_000_000)
                        .set("tiers.anonymous.credits", 1_000_000)
                        .set("tiers.anonymous.comparisons-per-minute", 1_000_000)
                        .set("tiers.anonymous.open-at-once", 1_000)
                        .set("visitors.network-comparisons-per-minute", 1_000_000)
                        .set("visitors.network-open-at-once", 1_000)
                        .models(List.of(MODEL));
        try (Site site = Site.start(plan)) {
            Caller paying = site.caller(Tier.PRO_PLUS);
            double peak = goodput(site, () -> load(site, paying, 2 * SLOTS, TIME));

            List<Session> paid = new ArrayList<>();
            double overloaded =
                    goodput(
                            site,
                            () -> {
                                List<Future<?>> crowd = crowd(site);
                                paid.addAll(load(site, paying, PAYING, WARMING_UP));
                                warm = true;
                                paid.addAll(load(site, paying, PAYING, TIME));
                                enough = true;
                                join(crowd);
                            });

            Duration refusal = percentile99(refusals.stream().map(Caller.Reply::took).toList());
            Duration promised =
                    percentile99(refusalsOfPromises.stream().map(Caller.Reply::took).toList());
            Duration live = percentile99(lives);
            System.out.printf(
                    "FivefoldLoadJourney: %.1f comparisons a second at peak, %.1f overloaded, of them %d"
                            + " paid; %d refused, p99 %s; %d with a key refused, p99 %s;"
                            + " liveness p99 %s%n",
                    peak,
                    overloaded,
                    paid.size(),
                    refusals.size(),
                    refusal,
                    refusalsOfPromises.size(),
                    promised,
                    live);
            site.books().awaitQuiet(Duration.ofSeconds(60));
            site.books().assertClosed();
            assertThat(overloaded).isGreaterThanOrEqualTo(0.9 * peak);
            assertThat(paid).allMatch(session -> session.refusals() == 0);
            assertThat(paid)
                    .allMatch(session -> session.reader().status(MODEL).equals("completed"));
            assertThat(refusals).isNotEmpty();
            assertThat(refusalsOfPromises).isNotEmpty();
            assertThat(Stream.concat(refusals.stream(), refusalsOfPromises.stream()))
                    .allSatisfy(reply -> {
                        assertThat(reply.code()).isEqualTo("overloaded");
                        assertThat(reply.retryAfter()).isPresent();
                    });
            assertThat(refusal).isLessThanOrEqualTo(live.multipliedBy(3).plus(UNMEASURABLE));
        }
    }

    /// How many comparisons ended in a second while this was done.
    private static double goodput(Site site, Runnable load) {
        String ended = "SELECT count(*) FROM comparisons WHERE status = 'completed'";
        long before = site.books().number(ended).longValue();
        long start = System.nanoTime();
        load.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (site.books().number(ended).longValue() - before) / seconds;
    }

    private List<Session> load(Site site, Caller caller, int atOnce, Duration time) {
        try (Load load =
                Load.start(
                        atOnce,
                        atOnce,
                        true,
                        number -> {
                            Random own = Seed.apart(random);
                            return new Session(
                                    caller,
                                    Caller.body("Question " + own.nextInt(), List.of(MODEL)),
                                    "bench-" + own.nextLong() + "-" + own.nextLong(),
                                    Session.anyOf(site.instances(), own));
                        })) {
            Until.pass(time);
            return load.enough().join();
        }
    }

    /// Visitors without end, and somebody who looks whether the service is alive.
    private List<Future<?>> crowd(Site site) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<Future<?>> crowd = new ArrayList<>();
        for (int visitor = 0; visitor < ANONYMOUS; visitor++) {
            boolean promising = visitor % 2 == 0;
            crowd.add(threads.submit(() -> visit(site, promising)));
        }
        crowd.add(
                threads.submit(() -> {
                    while (!enough) {
                        Duration took =
                                site.visitor()
                                        .get(site.instance(0).uri(), "/health/liveness")
                                        .took();
                        if (warm) {
                            lives.add(took);
                        }
                        Until.pass(Duration.ofMillis(10));
                    }
                    return lives;
                }));
        threads.shutdown();
        return crowd;
    }

    /// @param promising whether its requests carry an idempotency key, which has to be looked up
    private void visit(Site site, boolean promising) {
        Random own = Seed.apart(random);
        Caller visitor = site.visitor();
        while (!enough) {
            try {
                URI at = site.instance(0).uri();
                JsonNode body = Caller.body("Visit " + own.nextInt(), List.of(MODEL));
                String key = "visit-" + own.nextLong() + "-" + own.nextLong();
                Caller.Reply reply =
                        promising ? visitor.start(at, body, key) : visitor.start(at, body);
                if (reply.status() == 503 && warm) {
                    (promising ? refusalsOfPromises : refusals).add(reply);
                } else if (reply.status() != 202 && reply.status() != 503) {
                    throw new AssertionError(reply);
                }
            } catch (IOException broken) {
                throw new AssertionError(broken);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
            Until.pass(Duration.ofMillis(100 + own.nextInt(200)));
        }
    }

    private static void join(List<Future<?>> crowd) {
        for (Future<?> one : crowd) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new AssertionError("a visitor failed", failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        }
    }

    private static Duration percentile99(Collection<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() * 99 - 1) / 100);
    }
}
