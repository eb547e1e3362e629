package com.compareintel.core.credit;

import java.time.Instant;
import java.util.Optional;

/// A source of credit. An account draws on its own; a visitor draws on its network's, on that of
/// the site around it, and on the one all visitors share, on all of them at once.
///
/// @param key unique among pools
/// @param limit what a caller has come to the end of where this pool is empty
/// @param sellsOverage whether more than the allowance is for sale to whoever draws on it
public record Pool(String key, Allowance allowance, Limit limit, boolean sellsOverage) {
    /// What may be too short for a hold.
    public enum Limit {
        /// What the payer has.
        CREDITS,
        /// What an API key may spend in a day.
        KEY_DAILY,
        /// What an API key may spend in a month.
        KEY_MONTHLY,
        /// What an API key may hold for one comparison.
        KEY_COMPARISON
    }

    /// A pool of the payer's.
    public Pool(String key, Allowance allowance) {
        this(key, allowance, Limit.CREDITS);
    }

    /// A pool of which no more than the allowance is to be had.
    public Pool(String key, Allowance allowance, Limit limit) {
        this(key, allowance, limit, false);
    }

    /// The state at `now` as whoever draws on it finds it, without writing anything.
    public Balance at(Optional<Balance> current, Instant now) {
        Balance balance = Balance.at(current, allowance, now);
        return sellsOverage ? balance : balance.withoutOverage();
    }
}
