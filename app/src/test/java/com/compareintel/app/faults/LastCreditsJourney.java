package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// A balance for exactly so many comparisons, and far more posts at the same moment over two
/// instances: exactly so many are admitted, every time.
final class LastCreditsJourney {
    private static final int ROUNDS = Rounds.between(10, 200);
    private static final int POSTS = 500;

    /// What one comparison of one cheap model holds, and is charged: one increment.
    private static final int ENOUGH_FOR = 7;

    private static final String SPEAKS_FOR_A_WHILE = "fake/rate-10-count-30";

    private final Random random = Seed.of(LastCreditsJourney.class);

    @Test
    void the_last_credits_are_spent_exactly_once() throws InterruptedException {
        // Longer than any pause of a busy machine: an answer that ended without its instance would
        // be free, and its credit there for another.
        Site.Plan plan =
                Site.plan()
                        .set("tiers.free.credits", ENOUGH_FOR)
                        .set("lease.duration", "20s")
                        .models(List.of(SPEAKS_FOR_A_WHILE));
        try (Site site = Site.start(plan)) {
            for (int round = 0; round < ROUNDS; round++) {
                Caller caller = site.caller(Tier.FREE);

                List<Integer> statuses = AtOnce.run(posts(site, caller, round));

                assertThat(statuses).as("round %d", round).containsOnly(202, 402);
                assertThat(statuses)
                        .as("admitted in round %d", round)
                        .filteredOn(status -> status == 202)
                        .hasSize(ENOUGH_FOR);
            }
            site.books().awaitQuiet(Duration.ofSeconds(30));
            site.books().assertClosed();
            assertThat(site.books().number("SELECT count(*) FROM comparisons"))
                    .isEqualByComparingTo(Integer.toString(ROUNDS * ENOUGH_FOR));
            assertThat(site.books().number("SELECT sum(available_milli) FROM credit_periods"))
                    .isEqualByComparingTo("0");
        }
    }

    private List<Callable<Integer>> posts(Site site, Caller caller, int round) {
        List<Callable<Integer>> posts = new ArrayList<>();
        for (int post = 0; post < POSTS; post++) {
            Instance at = site.instance(random.nextInt(site.instances().size()));
            String key = "round-" + round + "-post-" + post;
            posts.add(() -> start(at, caller, key));
        }
        return posts;
    }

    /// How it is answered once the service is not too busy to say.
    private static int start(Instance at, Caller caller, String key) throws InterruptedException {
        try {
            while (true) {
                Caller.Reply reply =
                        caller.start(
                                at.uri(), Caller.body("Hello", List.of(SPEAKS_FOR_A_WHILE)), key);
                if (reply.status() != 503) {
                    return reply.status();
                }
                assertThat(reply.retryAfter()).isPresent();
                Until.pass(Duration.ofMillis(100));
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
