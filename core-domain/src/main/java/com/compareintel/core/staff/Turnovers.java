package com.compareintel.core.staff;

import com.compareintel.core.Port;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.List;

/// What all owners together used and were charged, from the usage log. What was folded into monthly
/// totals has months for days, and counts where its month begins.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Turnovers {
    /// By what it is summed up.
    enum By {
        TIER,
        DAY,
        MODEL
    }

    /// What was used and charged together.
    ///
    /// @param name of the tier, the day or month (UTC), or the model; empty of what was logged
    ///   before tiers were
    /// @param comparisons that ended
    /// @param answers of these
    /// @param cost of all answers, whoever paid
    /// @param charged to those who asked; none of a single model, for comparisons are charged as
    ///   one
    record Line(String name, long comparisons, long answers, Usd cost, Credits charged) {}

    /// What ended from one instant on up to another, in the order of the names; names without
    /// anything are left out.
    List<Line> between(Instant from, Instant to, By by);
}
