package com.compareintel.core.usage;

import com.compareintel.core.Port;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/// Makes totals of what is long ago in the usage log: by month, tier and model, and by month and
/// owner. Each method is one transaction, and any number of instances may call at once: one of them
/// works, the others find nothing to do. A row is added to its totals in the step that takes it
/// away, so it counts once whenever that step is broken off.
///
/// Months are those of UTC. Each has a place of its own in the log, so that what is over is dropped
/// as a whole and not row by row.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface UsageFolding {
    /// What is to be folded.
    ///
    /// @param rows how many
    /// @param months which they belong to, in their order
    record Due(long rows, List<YearMonth> months) {
        public Due {
            months = List.copyOf(months);
        }
    }

    /// What there is from before this time. Changes nothing.
    Due due(Instant before);

    /// Folds the oldest rows from before this time, and answers how many: `limit`, or a few more,
    /// for the rows of a comparison stay together; none if there are none or another instance is at
    /// it.
    int fold(Instant before, int limit);

    /// Makes places for these months where there are none, and answers how many. A month that
    /// cannot have one now is kept with all that have none.
    int open(YearMonth first, YearMonth last);

    /// Drops the places of months that were over at this time and of which nothing is left, and
    /// answers how many. One that is in use at this moment is left for the next time.
    int drop(Instant before);
}
