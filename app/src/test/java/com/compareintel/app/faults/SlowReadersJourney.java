package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Readers who take a byte a second or none at all, of answers far longer than any buffer, beside
/// normal ones: the normal ones do not notice, and the service's memory does not grow.
final class SlowReadersJourney {
    private static final int SLOW = Rounds.between(50, 300);
    private static final int NORMAL_AT_ONCE = Rounds.between(10, 50);
    private static final Duration TIME = Duration.ofSeconds(Rounds.between(20, 300));

    /// Tokens a second of one endless answer. A comparison has two, so that those of all slow
    /// readers come to some thousand a second, which leaves the machine time for the normal ones,
    /// whether there are few readers or many.
    private static final int RATE = Rounds.between(25, 10);

    /// Ten minutes of events: the provider of the tests has all of an answer in memory.
    private static final List<String> ENDLESS =
            List.of(
                    "fake/rate-%d-count-%d".formatted(RATE, RATE * 600),
                    "fake/rate-%d-count-%d".formatted(RATE, RATE * 601));

    private static final List<String> NORMAL =
            List.of("fake/rate-40-count-50-jitter-50", "fake/unique-01", "fake/unique-02");

    /// What the journal keeps at hand of all comparisons under way, and of all that have finished.
    private static final int WINDOW_BYTES = 8 << 20;

    /// What one comparison with all its models and readers may take in all.
    private static final long BYTES_FOR_EACH = 400_000;

    /// Ten letters, in a buffer that is half empty at most.
    private static final long BYTES_OF_TOKEN = 14;

    /// What comes and goes, such as buffers of connections and classes that are loaded late.
    private static final long UNSTEADY_BYTES = 24_000_000;

    private final Random random = Seed.of(SlowReadersJourney.class);

    @Test
    void slow_readers_cost_nothing_and_disturb_nobody() throws Exception {
        Site.Plan plan =
                Site.plan()
                        .instances(1)
                        .set("lease.duration", "10s")
                        .set("SHUTDOWN_GRACE", "100ms")
                        // What fills up to a bound anyway is full before memory is looked at.
                        .set("journal.open-bytes", WINDOW_BYTES)
                        .set("journal.finished-bytes", WINDOW_BYTES)
                        .runtime("-Xmx256m")
                        .models(ENDLESS)
                        .models(Models.SPEAKING);
        try (Site site = Site.start(plan);
                SlowReaders slow = new SlowReaders()) {
            Instance instance = site.instance(0);
            Caller caller = site.caller(Tier.PRO_PLUS);
            Load.all(NORMAL_AT_ONCE, NORMAL_AT_ONCE, number -> session(site, caller));
            long idle = MemoryOf.process(instance);
            for (int reader = 0; reader < SLOW; reader++) {
                slow.add(instance.port(), site.books().newAccount(Tier.PRO_PLUS), ENDLESS);
            }
            List<Session> sessions = new ArrayList<>();
            Until.pass(TIME.dividedBy(4));
            long before = MemoryOf.process(instance);
            long begun = System.nanoTime();
            long end = begun + TIME.multipliedBy(3).dividedBy(4).toNanos();
            while (System.nanoTime() < end) {
                sessions.addAll(
                        Load.all(NORMAL_AT_ONCE, NORMAL_AT_ONCE, number -> session(site, caller)));
            }
            long after = MemoryOf.process(instance);
            long text = textSaidWithin(Duration.ofNanos(System.nanoTime() - begun));
            System.out.printf(
                    "SlowReadersJourney: %d slow readers, %d normal comparisons, live heap %d MB idle,"
                            + " %d MB, then %d MB, of which the answers' text may be %d MB%n",
                    SLOW, sessions.size(), idle >> 20, before >> 20, after >> 20, text >> 20);

            sessions.forEach(Session::verify);
            assertThat(sessions).allMatch(session -> session.connections() == 1);
            assertThat(site.books().running()).isEqualTo(SLOW);
            assertThat(before - idle).isLessThan(SLOW * BYTES_FOR_EACH + UNSTEADY_BYTES);
            assertThat(after - before - text).isLessThan(UNSTEADY_BYTES);
        }
    }

    /// What the endless answers have said meanwhile, which each keeps until it is stored, whoever
    /// reads.
    private static long textSaidWithin(Duration time) {
        return BYTES_OF_TOKEN * SLOW * ENDLESS.size() * RATE * time.toSeconds();
    }

    private Session session(Site site, Caller caller) {
        Random own = Seed.apart(random);
        return new Session(
                caller,
                Caller.body("Question " + own.nextInt(), NORMAL),
                "bench-" + own.nextLong() + "-" + own.nextLong(),
                Session.anyOf(site.instances(), own));
    }
}
