package com.compareintel.core.ratelimit;

import java.time.Duration;

/// How one subject stands with one quota.
///
/// @param remaining how often it may be used again at once
/// @param moreAfter when it may be used more often than that; zero if it is whole
public record Level(Quota quota, long remaining, Duration moreAfter) {}
