package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.credit.Funds;
import java.time.Clock;

/// Fetches the facts an admission is decided by. Thread-safe; blocks on the database.
public final class AdmissionDesk {
    private final ModelDirectory directory;
    private final Comparisons comparisons;
    private final Clock clock;

    public AdmissionDesk(ModelDirectory directory, Comparisons comparisons, Clock clock) {
        this.directory = directory;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    /// The models as they are known now, at hand without a look at the database.
    public Catalogue catalogue() {
        return directory.current();
    }

    /// The facts about a comparison that begins a conversation, of which everything but these funds
    /// was found to be in order.
    public AdmissionFacts factsOf(Caller caller, Funds funds) {
        Standing nothingElse = new Standing(0, 0, new Standing.Continuation.Fresh());
        return new AdmissionFacts(caller, catalogue(), funds, nothingElse);
    }

    /// The facts about this caller and request, now.
    public AdmissionFacts facts(Caller caller, ComparisonRequest request) {
        Circumstances now =
                comparisons.circumstances(caller, request.conversation(), clock.instant());
        return new AdmissionFacts(caller, catalogue(), now.funds(), now.standing());
    }
}
