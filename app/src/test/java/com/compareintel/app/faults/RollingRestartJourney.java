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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Instances that are told to stop at work: they leave at once, what they did goes on elsewhere,
/// and whoever called notices nothing but a stream to be reopened.
final class RollingRestartJourney {
    private static final int OPEN_STREAMS = 200;
    private static final int RESTARTS = Rounds.between(1, 50);
    private static final int AT_ONCE = 8;
    private static final Duration UNREADY_WITHIN = Duration.ofSeconds(1);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    /// Long enough for all streams to be open at the same time.
    private static final List<String> LONG = List.of("fake/rate-6-count-60-jitter-50");

    @TempDir private static Path directory;

    private static Site site;
    private static Caller caller;

    private final Random random = Seed.of(RollingRestartJourney.class);

    @BeforeAll
    static void start() {
        site =
                Site.start(
                        Site.plan()
                                .set("SHUTDOWN_GRACE", "3s")
                                .set("lease.duration", "10s")
                                .models(LONG)
                                .models(Models.SPEAKING));
        caller = site.caller(Tier.PRO_PLUS);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @AfterEach
    void everything_is_as_it_should_be() {
        site.books().awaitQuiet(Duration.ofSeconds(10));
        site.books().assertNothingLost();
        site.books().assertClosed();
        site.reviveAll();
    }

    @Test
    void a_stop_with_many_streams_open_is_quick_and_loses_nothing() {
        Instance leaving = site.instance(0);
        Instance staying = site.instance(1);
        try (Load load =
                Load.start(
                        OPEN_STREAMS,
                        OPEN_STREAMS,
                        false,
                        number -> session(LONG).beginningAt(leaving.uri()))) {
            Until.met(
                    "all streams are open",
                    Duration.ofSeconds(60),
                    () -> site.books().running() == OPEN_STREAMS);
            long start = System.nanoTime();
            leaving.running().terminate();
            Duration unready =
                    Until.met("it is not ready", UNREADY_WITHIN, () -> !leaving.isReady());
            int exit = leaving.running().exitCode();
            Duration gone = Duration.ofNanos(System.nanoTime() - start);
            List<Session> sessions = load.join();
            System.out.printf(
                    "RollingRestartJourney: not ready after %s, gone after %s%n", unready, gone);

            assertThat(exit).isIn(0, 143);
            assertThat(gone).isLessThan(GONE_WITHIN);
            sessions.forEach(session -> session.callingAt(staying.uri()).verify());
        }
    }

    @Test
    void restarts_behind_a_proxy_one_after_the_other_are_not_noticed() throws Exception {
        assumeTrue(Proxy.Kind.HAPROXY.installed().isPresent(), Proxy.Kind.HAPROXY.missing());
        int one = site.instance(0).port();
        int two = site.instance(1).port();
        try (Proxy proxy = Proxy.start(Proxy.Kind.HAPROXY, directory, one, two);
                Load load =
                        Load.start(
                                AT_ONCE,
                                AT_ONCE,
                                true,
                                number -> session(Models.some(3, random)).callingAt(proxy.uri()))) {
            for (int restart = 0; restart < RESTARTS && !load.hasFailed(); restart++) {
                site.instances().forEach(RollingRestartJourney::restart);
            }
            List<Session> sessions = load.enough().join();
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
        }
    }

    /// Once the proxy has had the time to see that everybody is there.
    private static void restart(Instance instance) {
        Until.met(
                "everybody is ready",
                Duration.ofSeconds(60),
                () -> site.instances().stream().allMatch(Instance::isReady));
        Until.pass(Duration.ofSeconds(2));
        assertThat(instance.stop()).isIn(0, 143);
        instance.launch();
        instance.awaitServing();
    }

    private Session session(List<String> models) {
        Random own = Seed.apart(random);
        return new Session(
                caller,
                Caller.body("Question " + own.nextInt(), models),
                "bench-" + own.nextLong() + "-" + own.nextLong(),
                Session.anyOf(site.instances(), own));
    }
}
