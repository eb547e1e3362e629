package com.compareintel.app.wiring;

import java.time.Duration;

/// How long a comparison stays an instance's own, and how often that is looked after.
///
/// @param lease how long without renewal
/// @param search how often to look for comparisons whose lease has run out
/// @param cancels how often to look for what users of other instances want cancelled here
public record LeaseTimes(Duration lease, Duration search, Duration cancels) {
    /// Three renewals may fail before a lease is lost.
    private static final int RENEWALS_PER_LEASE = 4;

    /// Whoever claims takes some at a time, and may have to wait for the database first.
    private static final int LEASES_OF_GRACE = 6;

    private static final Duration STANDARD_LEASE = Duration.ofSeconds(10);
    private static final Duration STANDARD_SEARCH = Duration.ofSeconds(2);

    /// Twice within the second in which calls are to be closed.
    private static final Duration STANDARD_CANCELS = Duration.ofMillis(500);

    static LeaseTimes read(Settings settings) {
        return new LeaseTimes(
                settings.duration("lease.duration", STANDARD_LEASE),
                settings.duration("lease.search", STANDARD_SEARCH),
                settings.duration("lease.cancels", STANDARD_CANCELS));
    }

    /// How long after it was asked for a lease is relied on: short enough that a clock that runs
    /// slower than the database's, and what is on its way to a reader, do not matter.
    public Duration trust() {
        return lease.multipliedBy(8).dividedBy(10);
    }

    /// How often to renew.
    public Duration renewal() {
        return lease.dividedBy(RENEWALS_PER_LEASE);
    }

    /// How long a lease may have run out before it is worth a word that nobody claims it.
    public Duration grace() {
        return lease.multipliedBy(LEASES_OF_GRACE);
    }
}
