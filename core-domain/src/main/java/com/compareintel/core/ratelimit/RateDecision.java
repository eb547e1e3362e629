package com.compareintel.core.ratelimit;

import java.time.Duration;
import java.util.List;

/// Whether something may happen now.
public sealed interface RateDecision {
    /// How every quota that was claimed stands after the decision, in the order of the claims.
    List<Level> levels();

    /// It may, and was counted.
    record Allowed(List<Level> levels) implements RateDecision {
        public Allowed {
            levels = List.copyOf(levels);
        }

        /// By a single quota.
        public Allowed(Quota quota, long remaining, Duration moreAfter) {
            this(List.of(new Level(quota, remaining, moreAfter)));
        }
    }

    /// It may not, and was counted nowhere.
    ///
    /// @param retryAfter when it may, unless somebody else is quicker: the longest wait of all
    ///   quotas that are used up
    record Throttled(List<Level> levels, Duration retryAfter) implements RateDecision {
        public Throttled {
            levels = List.copyOf(levels);
        }

        /// By a single quota.
        public Throttled(Quota quota, Duration retryAfter) {
            this(List.of(new Level(quota, 0, retryAfter)), retryAfter);
        }
    }
}
