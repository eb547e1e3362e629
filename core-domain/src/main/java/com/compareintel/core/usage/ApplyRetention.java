package com.compareintel.core.usage;

import com.compareintel.core.UseCase;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/// Folds usage whose details have been kept for their time, and sees to the places of months. To be
/// called again and again, on as many instances as there are.
@UseCase
public final class ApplyRetention {
    /// Few enough for a transaction of some milliseconds, beside which others go on.
    private static final int ROWS = 1_000;

    /// What is left after so many steps, about a year of what the service is built for, is for the
    /// next call.
    private static final int STEPS = 400;

    /// A place that is made in time costs nobody a wait, even if nobody looks for weeks.
    private static final int MONTHS_AHEAD = 2;

    private final UsageFolding folding;
    private final RetentionPolicy policy;
    private final Clock clock;

    public ApplyRetention(UsageFolding folding, RetentionPolicy policy, Clock clock) {
        this.folding = folding;
        this.policy = policy;
        this.clock = clock;
    }

    /// What was done.
    ///
    /// @param folded rows
    /// @param opened places of months to come
    /// @param dropped places of months that are over
    public record Applied(long folded, int opened, int dropped) {
        /// Whether it was anything.
        public boolean isAny() {
            return folded + opened + dropped > 0;
        }
    }

    /// What [#apply] would fold now. Changes nothing.
    public UsageFolding.Due preview() {
        return folding.due(policy.keptFrom(clock.instant()));
    }

    /// Does it. Blocks.
    public Applied apply() {
        Instant now = clock.instant();
        Instant before = policy.keptFrom(now);
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        int opened = folding.open(month, month.plusMonths(MONTHS_AHEAD));
        return new Applied(fold(before), opened, folding.drop(before));
    }

    private long fold(Instant before) {
        long sum = 0;
        for (int i = 0; i < STEPS; i++) {
            int folded = folding.fold(before, ROWS);
            sum += folded;
            if (folded < ROWS) {
                break;
            }
        }
        return sum;
    }
}
