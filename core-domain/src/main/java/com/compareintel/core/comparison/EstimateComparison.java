package com.compareintel.core.comparison;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;

/// Tells what a comparison would hold, and writes nothing.
@UseCase
public final class EstimateComparison {
    private final AdmissionDesk desk;
    private final AdmissionPolicy policy;

    public EstimateComparison(AdmissionDesk desk, AdmissionPolicy policy) {
        this.desk = desk;
        this.policy = policy;
    }

    /// The very hold that starting this comparison now would take. While the last turn of its
    /// conversation is running there is none: what that turn says will be part of the prompt.
    public Quote of(Caller caller, ComparisonRequest request) {
        AdmissionFacts facts = desk.facts(caller, request);
        Quote quote = policy.quote(request, facts);
        boolean busy = facts.standing().continuation() instanceof Standing.Continuation.Busy;
        return busy && quote instanceof Quote.Priced
                ? new Quote.Refused(new Refusal.ConversationBusy())
                : quote;
    }
}
