package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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

    /// The facts about this caller and request, now.
    public AdmissionFacts facts(
            Caller caller, ComparisonRequest request, Optional<Duration> overloadedFor) {
        Circumstances now =
                comparisons.circumstances(caller, request.conversation(), clock.instant());
        return new AdmissionFacts(
                caller, directory.current(), now.funds(), now.standing(), overloadedFor);
    }
}
