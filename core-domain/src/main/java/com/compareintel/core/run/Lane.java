package com.compareintel.core.run;

import com.compareintel.core.Confined;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How many calls may be open at once on one way to the provider: that of one model, or that of all
/// together. Nobody tells that number; it is found by additive increase and multiplicative
/// decrease, which settles where those who share a resource all get some (Chiu and Jain, 1989; as
/// TCP does, and as Netflix' concurrency-limits do for calls).
///
/// - It begins at the configured most, for a provider that never refuses is not to be slowed down.
/// - A refusal halves it (TCP Reno's factor), counted from what is open if that is less; but not
///   below the calls that are being answered, for these are what the provider has just shown to
///   carry. So it comes down in few steps and does not fall too far. Calls that were sent before
///   the last lowering say nothing new, and lower nothing.
/// - After a refusal nothing is sent for as long as the provider says. Where it says nothing, half
///   a second, doubled with each refusal in a row. Where it says more than a minute, nobody can
///   wait that long, and it is as if it had said nothing: the next calls then fail with the true
///   reason instead of waiting in vain. Jittered by up to a quarter, for other instances wait too.
/// - Each call that begins to be answered raises it by one, as Netflix' limit does for each
///   success, up to the most; but not until nine times the pause has passed. So pauses that come of
///   trying for more take at most a tenth of the time.
///
/// Owned by whoever holds the slots' lock.
@Confined
final class Lane {
    private static final int DECREASE = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_OWN_PAUSE = Duration.ofSeconds(2);

    /// As long as a slot is waited for.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private static final int CALM_PAUSES = 9;
    private static final Duration LONGEST_CALM = Duration.ofSeconds(60);

    private final int most;
    private int limit;
    private int open;
    private int answering;
    private Instant pausedUntil = Instant.MIN;
    private Instant growsFrom = Instant.MIN;
    private Instant loweredAt = Instant.MIN;
    private Duration ownPause = FIRST_PAUSE;

    /// @param most the limit to begin with and never to pass, above zero
    Lane(int most) {
        this.most = most;
        this.limit = most;
    }

    int limit() {
        return limit;
    }

    int open() {
        return open;
    }

    /// How many more calls may be sent now.
    ///
    /// @param reserve slots to leave free
    int room(int reserve, Instant now) {
        return isPaused(now) ? 0 : Math.max(0, limit - reserve - open);
    }

    boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    Instant pausedUntil() {
        return pausedUntil;
    }

    /// Whether it is as it was in the beginning.
    boolean isFresh(Instant now) {
        return open == 0 && limit == most && !isPaused(now);
    }

    /// A call is sent.
    void sent() {
        open++;
    }

    /// A call begins to be answered.
    void answers(Instant now) {
        answering++;
        ownPause = FIRST_PAUSE;
        if (!now.isBefore(growsFrom)) {
            limit = Math.min(most, limit + 1);
        }
    }

    /// A call that is open was refused; it is still to be [#ended].
    void refused(
            Instant sentAt, Optional<Duration> retryAfter, RandomGenerator random, Instant now) {
        boolean news = sentAt.isAfter(loweredAt);
        Duration pause =
                retryAfter.filter(wish -> wish.compareTo(LONGEST_PAUSE) <= 0).orElse(ownPause);
        pause = pause.plusMillis(random.nextLong(pause.toMillis() / 4 + 1));
        if (news) {
            loweredAt = now;
            limit = Math.max(1, Math.max(answering, Math.min(limit, open) / DECREASE));
            ownPause = shorter(ownPause.multipliedBy(2), LONGEST_OWN_PAUSE);
        }
        if (news || retryAfter.isPresent()) {
            pausedUntil = later(pausedUntil, now.plus(pause));
            growsFrom =
                    later(
                            growsFrom,
                            pausedUntil.plus(
                                    shorter(pause.multipliedBy(CALM_PAUSES), LONGEST_CALM)));
        }
    }

    /// A call is over.
    ///
    /// @param answered whether it had begun to be answered
    void ended(boolean answered) {
        open--;
        if (answered) {
            answering--;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
