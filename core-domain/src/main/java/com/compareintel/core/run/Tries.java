package com.compareintel.core.run;

import com.compareintel.core.Confined;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How often an answer asks its provider. Nothing is tried again after its first data, nor where it
/// could not come in time.
///
/// A call that failed is tried again as often as its failure allows, at most twice, within the
/// process-wide budget. One that was refused because the provider had too much to do was none: it
/// goes back to where calls wait for a slot, which sends fewer from now on, so it needs no budget
/// to keep it from adding to the trouble. Four times, for each halves what is asked at once, down
/// to a sixteenth; a provider that refuses still is not there for this answer. Owned by its
/// [AnswerRun].
@Confined
final class Tries {
    private static final int MOST_RETRIES = 2;
    private static final int MOST_RETURNS = 4;

    /// The pause before the first retry if the provider names none; the second is twice as long,
    /// each is jittered.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);

    private final RetryBudget budget;
    private final RandomGenerator random;
    private int calls;
    private int retries;
    private int returns;

    Tries(RetryBudget budget, RandomGenerator random) {
        this.budget = budget;
        this.random = random;
    }

    /// The number of the latest call, from 1.
    int latest() {
        return calls;
    }

    /// Counts a call and answers its number.
    int next() {
        if (calls == 0) {
            budget.deposit();
        }
        return ++calls;
    }

    /// When to go for a slot again after a call without data; empty if not at all.
    ///
    /// @param due when the first data is due
    Optional<Instant> again(ProviderSignal.Failed failed, Instant now, Instant due) {
        return switch (failed.strain()) {
            case NONE -> retry(failed, now, due);
            case OF_MODEL, OF_ACCOUNT -> goBack(failed, now, due);
        };
    }

    private Optional<Instant> retry(ProviderSignal.Failed failed, Instant now, Instant due) {
        if (retries >= Math.min(failed.retries(), MOST_RETRIES)) {
            return Optional.empty();
        }
        Instant at = now.plus(failed.retryAfter().orElseGet(this::pause));
        if (!at.isBefore(due) || !budget.withdraw()) {
            return Optional.empty();
        }
        retries++;
        return Optional.of(at);
    }

    /// At once, for those who give out slots know how long to pause.
    private Optional<Instant> goBack(ProviderSignal.Failed failed, Instant now, Instant due) {
        if (failed.retries() == 0
                || returns >= MOST_RETURNS
                || !now.plus(failed.retryAfter().orElse(Duration.ZERO)).isBefore(due)) {
            return Optional.empty();
        }
        returns++;
        return Optional.of(now);
    }

    /// Half to one and a half of the pause, doubled with each try.
    private Duration pause() {
        long millis = FIRST_PAUSE.toMillis() << retries;
        return Duration.ofMillis(millis / 2 + random.nextLong(millis));
    }
}
