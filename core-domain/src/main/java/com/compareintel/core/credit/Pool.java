package com.compareintel.core.credit;

/// A source of credit. An account draws on its own; a visitor draws on its network's, on that of
/// the site around it, and on the one all visitors share, on all of them at once.
///
/// @param key unique among pools
/// @param limit what a caller has come to the end of where this pool is empty
public record Pool(String key, Allowance allowance, Limit limit) {
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
}
