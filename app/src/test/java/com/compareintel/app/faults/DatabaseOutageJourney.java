package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The database stops without a word, again and again, under load: new posts are refused at once,
/// what was accepted goes on, and the ledger stays exact.
final class DatabaseOutageJourney {
    private static final int OUTAGES = Rounds.between(2, 20);
    private static final int COMPARISONS = Rounds.between(40, 1_000);
    private static final int AT_ONCE = 8;
    private static final int POSTS_PER_OUTAGE = 10;
    private static final Duration REFUSED_WITHIN = Duration.ofMillis(1_500);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    private final Random random = Seed.of(DatabaseOutageJourney.class);
    private final List<Duration> refusals = new ArrayList<>();
    private final List<Duration> returns = new ArrayList<>();

    @Test
    void an_outage_refuses_what_is_new_and_loses_nothing_that_was_accepted()
            throws IOException, InterruptedException {
        try (Site site = Site.start(Site.plan().models(Models.SPEAKING))) {
            Caller caller = site.caller(Tier.PRO_PLUS);
            try (Load load =
                    Load.start(AT_ONCE, COMPARISONS, true, number -> session(site, caller))) {
                for (int outage = 0; outage < OUTAGES && !load.hasFailed(); outage++) {
                    Until.pass(Duration.ofMillis(1_000 + random.nextInt(1_000)));
                    site.stopDatabase();
                    for (int post = 0; post < POSTS_PER_OUTAGE; post++) {
                        refusals.add(refused(site, caller));
                    }
                    site.startDatabase();
                    returns.add(
                            Until.met(
                                    "a post succeeds again",
                                    Duration.ofSeconds(30),
                                    () -> isAccepted(site, caller)));
                }
                List<Session> sessions = load.enough().join();
                site.books().awaitQuiet(Duration.ofSeconds(30));

                sessions.forEach(Session::verify);
                site.books().assertClosed();
            }
        }
        System.out.printf(
                "DatabaseOutageJourney: %d outages, refused within %s, back within %s%n",
                OUTAGES,
                refusals.stream().max(Duration::compareTo).orElseThrow(),
                returns.stream().max(Duration::compareTo).orElseThrow());
        assertThat(refusals)
                .allSatisfy(took -> assertThat(took).isLessThanOrEqualTo(REFUSED_WITHIN));
        assertThat(returns).allSatisfy(took -> assertThat(took).isLessThanOrEqualTo(BACK_WITHIN));
    }

    private Session session(Site site, Caller caller) {
        Random own = Seed.apart(random);
        return new Session(
                caller,
                Caller.body("Question " + own.nextInt(), Models.some(3, own)),
                "bench-" + own.nextLong() + "-" + own.nextLong(),
                Session.anyOf(site.instances(), own));
    }

    private Caller.Reply post(Site site, Caller caller) throws IOException, InterruptedException {
        return caller.start(
                site.instance(random.nextInt(site.instances().size())).uri(),
                Caller.body("Anybody there?", List.of("fake/ok")),
                "probe-" + random.nextLong() + "-" + random.nextLong());
    }

    private Duration refused(Site site, Caller caller) throws IOException, InterruptedException {
        Caller.Reply reply = post(site, caller);
        assertThat(reply.status()).as("%s", reply).isEqualTo(503);
        assertThat(reply.retryAfter()).isPresent();
        return reply.took();
    }

    private boolean isAccepted(Site site, Caller caller) {
        try {
            return post(site, caller).status() == 202;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }
}
