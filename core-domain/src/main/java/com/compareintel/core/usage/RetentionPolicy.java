package com.compareintel.core.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long usage is kept in detail.
///
/// @param detail from the end of a comparison on; its day is kept as a whole
/// @param dryRun whether to say only what would be folded
public record RetentionPolicy(Duration detail, boolean dryRun) {
    /// A shorter time could take the day that is still being written.
    public static final Duration LEAST_DETAIL = Duration.ofDays(2);

    /// The published time.
    public static final RetentionPolicy STANDARD = new RetentionPolicy(Duration.ofDays(90), false);

    public RetentionPolicy {
        if (detail.compareTo(LEAST_DETAIL) < 0) {
            throw new IllegalArgumentException("details kept for " + detail);
        }
    }

    /// The first instant whose details are kept at `now`, a midnight of UTC.
    public Instant keptFrom(Instant now) {
        return now.minus(detail).truncatedTo(ChronoUnit.DAYS);
    }
}
