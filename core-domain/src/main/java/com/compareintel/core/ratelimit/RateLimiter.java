package com.compareintel.core.ratelimit;

import com.compareintel.core.Port;
import java.util.List;

/// Counts how often things happen. Thread-safe; waits at most 50 ms and never fails: what cannot be
/// asked elsewhere is counted here.
@Port
public interface RateLimiter {
    /// Uses each of these quotas once, or none of them if one is used up.
    ///
    /// @param claims at least one
    RateDecision claim(List<Claim> claims);
}
