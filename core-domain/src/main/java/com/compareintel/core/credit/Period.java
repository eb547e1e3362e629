package com.compareintel.core.credit;

import java.time.Instant;

/// A span of time for which one allowance was granted.
///
/// @param startedAt its first instant
/// @param resetsAt the first instant after it
public record Period(PeriodKind kind, Instant startedAt, Instant resetsAt) {
    public Period {
        if (!startedAt.isBefore(resetsAt)) {
            throw new IllegalArgumentException(
                    "period ends at " + resetsAt + " before " + startedAt);
        }
    }

    /// Whether the period is over at `now`.
    public boolean isOverAt(Instant now) {
        return !now.isBefore(resetsAt);
    }
}
