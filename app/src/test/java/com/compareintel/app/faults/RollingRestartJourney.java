package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.proxies.Proxy;
import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Instances that are told to stop at work: they leave at once, what they did goes on elsewhere,
/// and whoever called notices nothing but a stream to be reopened.
final class RollingRestartJourney {
    private static final int OPEN_STREAMS = 200;
    private static final int RESTARTS = Rounds.between(1, 50);
    private static final int AT_ONCE = 8;
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);
    private static final List<String> LONG = List.of("fake/rate-4-count-60-jitter-50");

    @TempDir private static Path directory;

    private final Random random = Seed.of(RollingRestartJourney.class);

    @Test
    void a_stop_with_many_streams_open_is_quick_and_loses_nothing() {
        Site.Plan plan =
                Site.plan().set("SHUTDOWN_GRACE", "2s").set("lease.duration", "10s").models(LONG);
        try (Site site = Site.start(plan)) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            Instance leaving = site.instance(0);
            Instance staying = site.instance(1);
            try (Load load =
                    Load.start(
                            OPEN_STREAMS,
                            OPEN_STREAMS,
                            false,
                            number -> session(caller, site, LONG).beginningAt(leaving.uri()))) {
                Until.met(
                        "all streams are open",
                        Duration.ofSeconds(60),
                        () -> site.books().running() == OPEN_STREAMS);
                long start = System.nanoTime();
                leaving.running().terminate();
                Duration unready =
                        Until.met(
                                "it is not ready", Duration.ofSeconds(2), () -> !leaving.isReady());
                int exit = leaving.running().exitCode();
                Duration gone = Duration.ofNanos(System.nanoTime() - start);
                System.out.printf(
                        "RollingRestartJourney: not ready after %s, gone after %s%n",
                        unready, gone);
                assertThat(exit).isIn(0, 143);
                assertThat(gone).isLessThan(GONE_WITHIN);
                assertThat(staying.isReady()).isTrue();

                List<Session> sessions = load.join();

                site.books().awaitQuiet(Duration.ofSeconds(10));
                sessions.forEach(session -> session.callingAt(staying.uri()).verify());
                site.books().assertNothingLost();
                site.books().assertClosed();
            }
        }
    }

    @Test
    void restarts_behind_a_proxy_one_after_the_other_are_not_noticed() throws Exception {
        assumeTrue(Proxy.Kind.HAPROXY.installed().isPresent(), Proxy.Kind.HAPROXY.missing());
        Site.Plan plan =
                Site.plan()
                        .set("SHUTDOWN_GRACE", "3s")
                        .set("lease.duration", "10s")
                        .models(Models.SPEAKING);
        try (Site site = Site.start(plan);
                Proxy proxy =
                        Proxy.start(
                                Proxy.Kind.HAPROXY,
                                directory,
                                site.instance(0).port(),
                                site.instance(1).port())) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            try (Load load =
                    Load.start(
                            AT_ONCE,
                            AT_ONCE,
                            true,
                            number ->
                                    session(caller, site, Models.some(3, random))
                                            .callingAt(proxy.uri()))) {
                for (int restart = 0; restart < RESTARTS && !load.hasFailed(); restart++) {
                    for (Instance instance : site.instances()) {
                        Until.met(
                                "everybody is ready",
                                Duration.ofSeconds(60),
                                () -> site.instances().stream().allMatch(Instance::isReady));
                        Until.pass(Duration.ofSeconds(2));
                        assertThat(instance.stop()).isIn(0, 143);
                        instance.launch();
                        instance.awaitServing();
                    }
                }
                List<Session> sessions = load.enough().join();

                site.books().awaitQuiet(Duration.ofSeconds(10));
                sessions.forEach(Session::verify);
                System.out.printf(
                        "RollingRestartJourney: %d restarts of both, %d comparisons, %d connections%n",
                        RESTARTS,
                        sessions.size(),
                        sessions.stream().mapToInt(Session::connections).sum());
                assertThat(sessions)
                        .filteredOn(session -> session.refusals() > 0)
                        .as("refused requests")
                        .isEmpty();
                site.books().assertNothingLost();
                site.books().assertClosed();
            }
        }
    }

    private Session session(Caller caller, Site site, List<String> models) {
        Random own = Seed.apart(random);
        return new Session(
                caller,
                Caller.body("Question " + own.nextInt(), models),
                "bench-" + own.nextLong() + "-" + own.nextLong(),
                Session.anyOf(site.instances(), own));
    }
}
