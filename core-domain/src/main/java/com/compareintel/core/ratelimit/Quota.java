package com.compareintel.core.ratelimit;

import java.time.Duration;

/// How often something may happen.
///
/// @param name what is limited, for headers and metrics
/// @param limit how many times in a window, above zero
/// @param window the time in which a used-up quota is full again
public record Quota(String name, int limit, Duration window) {
    public Quota {
        if (limit < 1 || !window.isPositive()) {
            throw new IllegalArgumentException("quota of " + limit + " in " + window);
        }
    }

    /// So many times a minute.
    public static Quota perMinute(String name, int limit) {
        return new Quota(name, limit, Duration.ofMinutes(1));
    }
}
