package com.compareintel.core.comparison;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import java.util.Optional;

/// Tells what a comparison would hold, and writes nothing.
@UseCase
public final class EstimateComparison {
    private final AdmissionDesk desk;
    private final AdmissionPolicy policy;

    public EstimateComparison(AdmissionDesk desk, AdmissionPolicy policy) {
        this.desk = desk;
        this.policy = policy;
    }

    /// The very hold that starting this comparison now would take.
    public Quote of(Caller caller, ComparisonRequest request) {
        return policy.quote(request, desk.facts(caller, request, Optional.empty()));
    }
}
