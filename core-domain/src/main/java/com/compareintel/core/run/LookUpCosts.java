package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.run.CostLookups.DueCall;
import com.compareintel.core.run.GenerationCosts.Told;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Looks up what calls have cost whose stream did not tell, and books the difference to the
/// platform's account; what the user pays was settled without it. To be called again and again, on
/// as many instances as there are.
///
/// A provider knows a cost seconds after the call, and sometimes much later. So a call is asked for
/// at growing intervals, and given up when it is as old as [Patience#limit]: what was booked for it
/// by estimate then stands.
@UseCase
public final class LookUpCosts {
    /// Asked one after the other, so that the last of them is reached well within the lease however
    /// slow the provider is.
    private static final int BATCH = 10;

    private static final Duration LEASE = Duration.ofMinutes(5);

    /// What is left after so many batches is for the next call.
    private static final int BATCHES = 100;

    /// How long a call that is done with is remembered: far longer than any write of its handle may
    /// be on its way.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final int DROPPED = 1_000;

    private final CostLookups lookups;
    private final GenerationCosts costs;
    private final Patience patience;
    private final RandomGenerator random;

    /// How long to wait for a cost.
    ///
    /// @param first the pause after the first look-up; each further one is twice as long
    /// @param longest the longest pause
    /// @param limit the age of a call at which it is given up
    public record Patience(Duration first, Duration longest, Duration limit) {
        /// The published times.
        public static final Patience STANDARD =
                new Patience(Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofHours(1));
    }

    /// What came of a round.
    ///
    /// @param booked calls whose cost is known now
    /// @param givenUp calls whose cost stays unknown
    public record Round(int booked, int givenUp) {
        Round plus(Round other) {
            return new Round(booked + other.booked, givenUp + other.givenUp);
        }
    }

    /// @param random for the jitter of pauses; must be thread-safe
    public LookUpCosts(
            CostLookups lookups, GenerationCosts costs, Patience patience, RandomGenerator random) {
        this.lookups = lookups;
        this.costs = costs;
        this.patience = patience;
        this.random = random;
    }

    /// Looks up what is due. If the provider tells nothing at all, the rest is put off unasked, and
    /// none of it is given up, however old it is. Blocks.
    public Round lookUp() {
        Round sum = new Round(0, 0);
        for (int i = 0; i < BATCHES; i++) {
            List<DueCall> due = lookups.claim(BATCH, LEASE);
            boolean answers = true;
            for (DueCall call : due) {
                if (answers) {
                    Told told = costs.ask(call.call().generation());
                    answers = !(told instanceof Told.NoAnswer);
                    sum = sum.plus(conclude(call, told));
                } else {
                    lookups.postpone(call, pause(call.tries()));
                }
            }
            if (due.size() < BATCH || !answers) {
                break;
            }
        }
        return sum;
    }

    /// Drops the calls that were done with long ago, and answers how many: every call there was
    /// comes by here a day later. Blocks.
    public int forget() {
        int forgotten = 0;
        int dropped = DROPPED;
        for (int i = 0; i < BATCHES && dropped == DROPPED; i++) {
            dropped = lookups.drop(REMEMBERED, DROPPED);
            forgotten += dropped;
        }
        return forgotten;
    }

    private Round conclude(DueCall call, Told told) {
        return switch (told) {
            case Told.Cost(var amount) ->
                    new Round(lookups.book(call, amount).isPresent() ? 1 : 0, 0);
            case Told.Unknown unknown -> waitOn(call);
            case Told.NoAnswer noAnswer -> waitOn(call);
        };
    }

    private Round waitOn(DueCall call) {
        Duration left = patience.limit().minus(call.age());
        if (!left.isPositive()) {
            return new Round(0, lookups.giveUp(call) ? 1 : 0);
        }
        Duration pause = pause(call.tries());
        lookups.postpone(call, pause.compareTo(left) < 0 ? pause : left);
        return new Round(0, 0);
    }

    /// Half to one and a half of the pause, doubled with each try.
    private Duration pause(int tries) {
        Duration pause = patience.first();
        for (int i = 1; i < tries && pause.compareTo(patience.longest()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        long nanos =
                (pause.compareTo(patience.longest()) < 0 ? pause : patience.longest()).toNanos();
        return Duration.ofNanos(nanos / 2 + random.nextLong(Math.max(1, nanos)));
    }
}
