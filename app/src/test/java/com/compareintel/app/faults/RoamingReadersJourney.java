package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Readers whose connections drop and who come back at any instance, where some comparisons lose
/// their owner in the meantime: what they put together is what is stored, and what has ended stays
/// ended.
final class RoamingReadersJourney {
    private static final int COMPARISONS = Rounds.between(60, 1_000);
    private static final int DROPS = 5;
    private static final int LOSING_THEIR_OWNER = COMPARISONS / 5;
    private static final int AT_ONCE = 16;

    private final Random random = Seed.of(RoamingReadersJourney.class);

    @Test
    void text_is_exact_over_any_number_of_drops_and_instances() {
        try (Site site = Site.start(Site.plan().models(Models.SPEAKING))) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            List<Session> sessions = new ArrayList<>();
            sessions.addAll(
                    Load.all(
                            AT_ONCE,
                            COMPARISONS - LOSING_THEIR_OWNER,
                            number -> session(site, caller)));
            sessions.addAll(losingTheirOwner(site, caller));
            site.books().awaitQuiet(Site.LEASE.plusSeconds(10));
            sessions.forEach(Session::verify);
            site.books().assertClosed();
            System.out.printf(
                    "RoamingReadersJourney: %d comparisons, %d connections, %d snapshots,"
                            + " %d restarts%n",
                    sessions.size(),
                    sessions.stream().mapToInt(Session::connections).sum(),
                    sessions.stream().mapToInt(session -> session.reader().snapshots()).sum(),
                    sessions.stream().mapToInt(session -> session.reader().restarts()).sum());
            assertNothingBeginsAgain(site, sessions);
        }
    }

    /// In batches, at whose height one instance dies.
    private List<Session> losingTheirOwner(Site site, Caller caller) {
        List<Session> sessions = new ArrayList<>();
        while (sessions.size() < LOSING_THEIR_OWNER) {
            int batch = Math.min(AT_ONCE, LOSING_THEIR_OWNER - sessions.size());
            Instance owner = site.instance(random.nextInt(site.instances().size()));
            try (Load load =
                    Load.start(
                            batch,
                            batch,
                            false,
                            number -> session(site, caller).beginningAt(owner.uri()))) {
                Until.pass(Duration.ofMillis(300 + random.nextInt(700)));
                owner.kill();
                sessions.addAll(load.join());
            }
            owner.launch();
            owner.awaitServing();
        }
        return sessions;
    }

    private Session session(Site site, Caller caller) {
        Random own = Seed.apart(random);
        AtomicInteger drops = new AtomicInteger(DROPS);
        return new Session(
                        caller,
                        Caller.body("Question " + own.nextInt(), Models.some(own)),
                        "bench-" + own.nextLong() + "-" + own.nextLong(),
                        Session.anyOf(site.instances(), own))
                .droppingAfter(() ->
                        drops.getAndDecrement() > 0 ? 1 + own.nextInt(40) : Integer.MAX_VALUE);
    }

    /// Nobody calls the provider again, whoever comes back to a comparison that has ended.
    private void assertNothingBeginsAgain(Site site, List<Session> sessions) {
        int calls = site.upstream().rows().size();
        for (Session session : sessions) {
            assertThat(session.statusOfComingBack()).isEqualTo(204);
        }
        sessions.forEach(Session::verify);
        Until.pass(Site.LEASE.multipliedBy(2));
        assertThat(site.upstream().rows()).hasSize(calls);
        assertThat(site.books().running()).isZero();
    }
}
