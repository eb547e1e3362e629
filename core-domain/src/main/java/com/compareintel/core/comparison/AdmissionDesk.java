package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Funds;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Fetches the facts an admission is decided by. Thread-safe; blocks on the database.
public final class AdmissionDesk {
    private final ModelDirectory directory;
    private final CreditLedger ledger;
    private final Comparisons comparisons;
    private final Clock clock;

    public AdmissionDesk(
            ModelDirectory directory, CreditLedger ledger, Comparisons comparisons, Clock clock) {
        this.directory = directory;
        this.ledger = ledger;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    /// The facts about this caller and request, now.
    public AdmissionFacts facts(
            Caller caller, ComparisonRequest request, Optional<Duration> overloadedFor) {
        Funds funds = ledger.funds(caller.pools(), clock.instant());
        Standing standing = comparisons.standing(caller, request.conversation());
        return new AdmissionFacts(caller, directory.current(), funds, standing, overloadedFor);
    }
}
