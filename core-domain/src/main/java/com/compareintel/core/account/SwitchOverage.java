package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.TierTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Lets an account buy credits beyond its allowance, until the period ends, or no longer.
@UseCase
public final class SwitchOverage {
    private final CreditLedger ledger;
    private final TierTable tiers;
    private final Clock clock;

    public SwitchOverage(CreditLedger ledger, TierTable tiers, Clock clock) {
        this.ledger = ledger;
        this.tiers = tiers;
        this.clock = clock;
    }

    /// What became of the wish.
    public sealed interface Outcome {
        /// It is in force for whatever is admitted from now on.
        record Switched(Balance balance) implements Outcome {}

        /// The caller's tier has none.
        record NotSold() implements Outcome {}
    }

    /// Switches it on.
    ///
    /// @param limit dollars at most, above zero, if there is a limit
    public Outcome on(Caller caller, Optional<Usd> limit) {
        Pool pool = caller.pools().getFirst();
        return pool.sellsOverage()
                ? new Outcome.Switched(
                        ledger.enableOverage(pool, limit, tiers.overagePrice(), clock.instant()))
                : new Outcome.NotSold();
    }

    /// Switches it off; where there is none it is off.
    public Outcome off(Caller caller) {
        Pool pool = caller.pools().getFirst();
        return new Outcome.Switched(
                pool.sellsOverage()
                        ? ledger.disableOverage(pool, clock.instant())
                        : ledger.funds(List.of(pool), clock.instant()).own());
    }
}
