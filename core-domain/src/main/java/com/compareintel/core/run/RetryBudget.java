package com.compareintel.core.run;

import java.util.concurrent.atomic.AtomicLong;

/// Bounds retries to a share of the calls of the whole process, so that they never multiply the
/// load on a provider that is in trouble already. Every first try pays in a tenth of a retry; a
/// small reserve lets a quiet process retry too. Thread-safe.
public final class RetryBudget {
    /// In tenths of a retry: what a first try pays in, and so a share of 10 %.
    private static final long DEPOSIT = 1;

    private static final long PRICE = 10;

    private final long reserve;
    private final AtomicLong tenths;

    /// @param reserve how many retries may be saved up, and how many there are to begin with
    public RetryBudget(int reserve) {
        this.reserve = PRICE * reserve;
        this.tenths = new AtomicLong(this.reserve);
    }

    /// Counts a first try.
    void deposit() {
        tenths.updateAndGet(saved -> Math.min(reserve, saved + DEPOSIT));
    }

    /// Takes one retry, if there is one.
    boolean withdraw() {
        return tenths.getAndUpdate(saved -> saved >= PRICE ? saved - PRICE : saved) >= PRICE;
    }
}
