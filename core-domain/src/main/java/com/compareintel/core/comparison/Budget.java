package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// What one more comparison may hold at most, and why not more.
///
/// @param left what of it was granted, and is not to be bought
/// @param resetsAt when it will be more; empty if it never will
public record Budget(Credits most, Credits left, Pool.Limit limit, Optional<Instant> resetsAt) {
    /// What a caller with these funds may hold: what its scarcest pool has, or what its key may
    /// hold for one comparison.
    public static Budget of(Caller caller, Funds funds) {
        Pool pool = caller.pools().get(funds.scarcestPosition());
        Budget left =
                new Budget(
                        funds.available(),
                        funds.left(),
                        pool.limit(),
                        Optional.of(funds.scarcest().period().resetsAt()));
        return capOf(caller)
                .filter(cap -> cap.compareTo(left.most) < 0)
                .map(cap ->
                        new Budget(
                                cap,
                                cap.min(left.left),
                                Pool.Limit.KEY_COMPARISON,
                                Optional.empty()))
                .orElse(left);
    }

    /// Whether a caller may hold that much for one comparison, if it has it.
    static boolean allows(Caller caller, Credits hold) {
        return capOf(caller).map(cap -> cap.covers(hold)).orElse(true);
    }

    private static Optional<Credits> capOf(Caller caller) {
        return caller.key().flatMap(key -> key.terms().caps().perComparison());
    }

    /// What somebody is told who would have to hold more.
    public Refusal.InsufficientCredits shortOf(
            Credits required, OptionalInt affordableMaxOutputTokens) {
        return new Refusal.InsufficientCredits(
                required, most, limit, resetsAt, affordableMaxOutputTokens);
    }
}
