package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two instances under load, of which one or the other is killed again and again, at any moment and
/// at every named place: every comparison comes to its one end, which its reader sees as it is
/// stored, and is charged once.
final class KilledInstancesJourney {
    private static final int COMPARISONS = Rounds.between(198, 5_000);
    private static final int RANDOM_KILLS = Rounds.between(2, 200);
    private static final int KILLS_AT_EACH_POINT = 3;
    private static final int CRASHES =
            Rounds.between(1, KILLS_AT_EACH_POINT * CrashPoint.values().length);
    private static final int AT_ONCE = 24;

    private final Random random = Seed.of(KilledInstancesJourney.class);

    @Test
    void whatever_dies_nothing_is_lost_and_nothing_is_charged_twice() {
        try (Site site = Site.start(Site.plan().models(Models.SPEAKING))) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            try (Load load =
                    Load.start(AT_ONCE, COMPARISONS, true, number -> session(site, caller))) {
                for (CrashPoint point : crashes()) {
                    crash(site, load, point);
                }
                for (int kill = 1; kill <= RANDOM_KILLS; kill++) {
                    kill(site, load, kill == RANDOM_KILLS);
                }
                List<Session> sessions = load.enough().join();
                Duration quiet = site.books().awaitQuiet(Site.LEASE.plusSeconds(10));
                System.out.printf(
                        "KilledInstancesJourney: %d comparisons, %d kills, quiet after %s%n",
                        sessions.size(), RANDOM_KILLS + CRASHES, quiet);

                // Whoever asks what is stored asks anybody.
                site.reviveAll();
                assertThat(sessions).hasSizeGreaterThanOrEqualTo(COMPARISONS);
                sessions.forEach(Session::verify);
                site.books().assertClosed();
                Witness.of(site).assertAgrees();
            }
        }
    }

    private Session session(Site site, Caller caller) {
        Random own = Seed.apart(random);
        return new Session(
                caller,
                Caller.body("Question " + own.nextInt(), Models.some(own)),
                "bench-" + own.nextLong() + "-" + own.nextLong(),
                Session.anyOf(site.instances(), own));
    }

    private List<CrashPoint> crashes() {
        List<CrashPoint> points = new ArrayList<>();
        while (points.size() < CRASHES) {
            List<CrashPoint> all = new ArrayList<>(List.of(CrashPoint.values()));
            Collections.shuffle(all, random);
            points.addAll(all);
        }
        return points.subList(0, CRASHES);
    }

    /// Lets an instance run into a named place, and the other one go on.
    private void crash(Site site, Load load, CrashPoint point) {
        Instance victim = site.instance(random.nextInt(site.instances().size()));
        victim.kill();
        System.out.println("KilledInstancesJourney: " + victim + " dies at " + point);
        victim.launch(point.atThe(point.someCount(random)));
        if (victim.runsUntilItServes()) {
            victim.awaitDeath();
        }
        revive(victim, load);
    }

    private void kill(Site site, Load load, boolean isLast) {
        Until.pass(Duration.ofMillis(random.nextInt(1_500)));
        Instance victim = site.instance(random.nextInt(site.instances().size()));
        victim.kill();
        Until.pass(Duration.ofMillis(random.nextInt((int) (2 * Site.LEASE.toMillis()))));
        if (isLast) {
            load.enough();
        } else {
            revive(victim, load);
        }
    }

    private static void revive(Instance victim, Load load) {
        if (!load.hasFailed()) {
            victim.launch();
            victim.awaitServing();
        }
    }
}
