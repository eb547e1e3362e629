package com.compareintel.core.ratelimit;

import java.time.Duration;

/// Whether something may happen now.
///
/// Both outcomes carry what clients are told of the quota that is closest to its end.
public sealed interface RateDecision {
    Quota quota();

    /// It may, and was counted.
    ///
    /// @param remaining how often it may happen again at once
    /// @param fullAfter when the quota is whole again
    record Allowed(Quota quota, long remaining, Duration fullAfter) implements RateDecision {}

    /// It may not, and was counted nowhere.
    ///
    /// @param retryAfter when it may
    record Throttled(Quota quota, Duration retryAfter) implements RateDecision {}
}
