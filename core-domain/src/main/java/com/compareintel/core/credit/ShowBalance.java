package com.compareintel.core.credit;

import com.compareintel.core.UseCase;
import java.time.Clock;
import java.util.List;

/// Shows what a payer has left in the current period.
@UseCase
public final class ShowBalance {
    private final CreditLedger ledger;
    private final Clock clock;

    public ShowBalance(CreditLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /// The funds behind these pools, now.
    public Funds of(List<Pool> pools) {
        return ledger.funds(pools, clock.instant());
    }
}
