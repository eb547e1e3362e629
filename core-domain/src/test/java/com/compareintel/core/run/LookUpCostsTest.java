package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.GenerationCosts.Told;
import com.compareintel.core.run.LookUpCosts.Patience;
import com.compareintel.core.run.LookUpCosts.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// Looking up what calls have cost, from the call to the platform's account.
final class LookUpCostsTest {
    private final Stage stage = new Stage();
    private final Map<String, Told> known = new ConcurrentHashMap<>();
    private final List<Instant> asked = new ArrayList<>();
    private final LookUpCosts costs =
            new LookUpCosts(
                    stage.books.lookups(),
                    generation -> {
                        asked.add(stage.clock.instant());
                        return known.getOrDefault(generation, new Told.Unknown());
                    },
                    Patience.STANDARD,
                    new Random(1));

    /// A call of which text came and then nothing more.
    private void interrupted(String generation) {
        stage.start(Samples.account(100), Samples.request("Explain tides.", "a/one"));
        HandProvider.HandCall call = stage.provider.call("a/one");
        call.tell(new ProviderSignal.Accepted(generation));
        call.say("High and low.");
        stage.timers.advance(Duration.ofSeconds(60));
    }

    private static Told cost(String usd) {
        return new Told.Cost(Usd.of(usd));
    }

    /// Looks as often as the service does, and answers how many calls were booked and given up.
    private List<Round> lookFor(Duration time) {
        List<Round> rounds = new ArrayList<>();
        Instant end = stage.clock.instant().plus(time);
        while (stage.clock.instant().isBefore(end)) {
            rounds.add(costs.lookUp());
            stage.timers.advance(Duration.ofSeconds(2));
        }
        return rounds;
    }

    @Test
    void what_a_call_cost_beyond_its_bill_is_the_platforms() {
        interrupted("gen-1");
        known.put("gen-1", cost("0.5"));

        assertThat(costs.lookUp()).isEqualTo(new Round(1, 0));

        // 14 tokens of a prompt and 13 of output, at one and two dollars per million
        assertThat(stage.books.lookups().platform()).isEqualByComparingTo("0.49996");
        assertThat(costs.lookUp()).isEqualTo(new Round(0, 0));
    }

    @Test
    void what_is_not_known_yet_is_asked_at_growing_intervals() {
        interrupted("gen-1");

        lookFor(Duration.ofMinutes(30));
        known.put("gen-1", cost("0.5"));
        List<Round> later = lookFor(Duration.ofMinutes(16));

        assertThat(asked).hasSizeBetween(9, 16);
        for (int i = 1; i < asked.size(); i++) {
            Duration pause = Duration.between(asked.get(i - 1), asked.get(i));
            long most = Math.min(2L << (i - 1), 600);
            assertThat(pause.toSeconds()).isBetween(most / 2, most * 3 / 2 + 2);
        }
        assertThat(later).contains(new Round(1, 0));
    }

    @Test
    void what_nobody_knows_after_an_hour_is_given_up_and_its_estimate_stands() {
        interrupted("gen-1");

        List<Round> hour = lookFor(Duration.ofMinutes(59));
        List<Round> after = lookFor(Duration.ofMinutes(3));

        assertThat(hour).allMatch(round -> round.givenUp() == 0);
        assertThat(after).contains(new Round(0, 1));
        assertThat(stage.books.lookups().waiting()).isZero();
        assertThat(stage.books.lookups().platform()).isEqualByComparingTo("0");
        int times = asked.size();
        known.put("gen-1", cost("0.5"));
        lookFor(Duration.ofMinutes(20));
        assertThat(asked).hasSize(times);
    }

    @Test
    void a_call_that_was_forgotten_for_a_day_is_asked_once_before_it_is_given_up() {
        interrupted("gen-1");
        interrupted("gen-2");
        stage.timers.advance(Duration.ofDays(1));
        known.put("gen-2", cost("0.5"));

        assertThat(costs.lookUp()).isEqualTo(new Round(1, 1));
    }

    @Test
    void a_provider_that_tells_nothing_at_all_is_asked_once_a_round() {
        for (int i = 0; i < 25; i++) {
            interrupted("gen-" + i);
            known.put("gen-" + i, new Told.NoAnswer());
        }

        assertThat(costs.lookUp()).isEqualTo(new Round(0, 0));

        assertThat(asked).hasSize(1);
        assertThat(stage.books.lookups().waiting()).isEqualTo(25);
    }

    @Test
    void none_is_given_up_that_was_never_asked_for() {
        for (int i = 0; i < 5; i++) {
            interrupted("gen-" + i);
            known.put("gen-" + i, new Told.NoAnswer());
        }
        stage.timers.advance(Duration.ofDays(1));

        assertThat(costs.lookUp()).isEqualTo(new Round(0, 1));
        assertThat(asked).hasSize(1);
        for (int i = 0; i < 5; i++) {
            known.put("gen-" + i, cost("0.5"));
        }

        assertThat(lookFor(Duration.ofMinutes(1)).stream().mapToInt(Round::booked).sum())
                .isEqualTo(4);
    }

    @Test
    void all_that_are_done_with_are_forgotten_a_day_later() {
        for (int i = 0; i < 1_200; i++) {
            interrupted("gen-" + i);
            known.put("gen-" + i, cost("0.001"));
        }
        lookFor(Duration.ofSeconds(10));
        assertThat(costs.forget()).isZero();

        stage.timers.advance(Duration.ofDays(1));

        assertThat(costs.forget()).isEqualTo(1_200);
    }

    @Test
    void many_are_looked_up_in_one_go() {
        for (int i = 0; i < 25; i++) {
            interrupted("gen-" + i);
            known.put("gen-" + i, cost("0.001"));
        }

        assertThat(costs.lookUp()).isEqualTo(new Round(25, 0));
    }
}
