package com.compareintel.core.retention;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Visits;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/// Drops whatever has been kept for its time, and notes who still comes. To be called again and
/// again, on as many instances as there are.
@UseCase
public final class ForgetInTime {
    /// Few enough to be dropped in a moment.
    private static final int KEYS = 1_000;

    private static final int REGISTRATIONS = 1_000;

    private static final int SESSIONS = 1_000;

    private static final int TEXTS = 100;

    private static final int JOURNALS = 100;

    /// Each may own hundreds of comparisons.
    private static final int VISITORS = 20;

    /// Each may have owned thousands of comparisons.
    private static final int ACCOUNTS = 10;

    /// Whoever was let in just before an account left is through by then.
    private static final Duration LEAVING = Duration.ofMinutes(1);

    /// What is left after so many batches is for the next call.
    private static final int BATCHES = 50;

    private final Perishables perishables;
    private final Registrations registrations;
    private final Challenges challenges;
    private final Departures departures;
    private final Sessions sessions;
    private final Visits visits;
    private final Retention retention;
    private final Clock clock;

    public ForgetInTime(
            Perishables perishables,
            Registrations registrations,
            Challenges challenges,
            Departures departures,
            Sessions sessions,
            Visits visits,
            Retention retention,
            Clock clock) {
        this.perishables = perishables;
        this.registrations = registrations;
        this.challenges = challenges;
        this.departures = departures;
        this.sessions = sessions;
        this.visits = visits;
        this.retention = retention;
        this.clock = clock;
    }

    /// What was dropped.
    ///
    /// @param keys idempotency keys
    /// @param journals comparisons of which what was told went
    /// @param texts comparisons whose text went
    /// @param visitors with all they owned
    /// @param registrations that nobody confirmed, and challenges that nobody met
    /// @param sessions that nobody came back to
    /// @param accounts that had left, with all that was left of them
    public record Forgotten(
            int keys,
            int journals,
            int texts,
            int visitors,
            int registrations,
            int sessions,
            int accounts) {
        /// Whether it was anything.
        public boolean isAny() {
            return keys + journals + texts + visitors + registrations + sessions + accounts > 0;
        }
    }

    /// Does it. Blocks.
    public Forgotten forget() {
        Instant now = clock.instant();
        noteVisits(now);
        return new Forgotten(
                batches(KEYS, limit -> perishables.dropKeys(now.minus(Idempotency.LASTS), limit)),
                batches(
                        JOURNALS,
                        limit -> perishables.dropJournals(now.minus(retention.journal()), limit)),
                batches(
                        TEXTS,
                        limit -> perishables.dropTexts(now.minus(retention.unstoredText()), limit)),
                batches(
                        VISITORS,
                        limit -> perishables.dropVisitors(now.minus(retention.visitors()), limit)),
                batches(REGISTRATIONS, limit -> registrations.dropExpired(now, limit))
                        + batches(REGISTRATIONS, limit -> challenges.dropExpired(now, limit)),
                batches(SESSIONS, limit -> sessions.dropOver(now, limit)),
                batches(ACCOUNTS, limit -> departures.conclude(now.minus(LEAVING), limit)));
    }

    /// Those who could not be noted are noted the next time.
    private void noteVisits(Instant now) {
        Set<VisitorId> seen = visits.seen();
        if (!seen.isEmpty()) {
            perishables.noteVisits(seen, now);
            visits.noted(seen);
        }
    }

    private static int batches(int limit, IntUnaryOperator drop) {
        int sum = 0;
        for (int i = 0; i < BATCHES; i++) {
            int dropped = drop.applyAsInt(limit);
            sum += dropped;
            if (dropped < limit) {
                break;
            }
        }
        return sum;
    }
}
