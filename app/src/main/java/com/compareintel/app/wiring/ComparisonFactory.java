package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Whether a comparison may start, and at what hold.
@Factory
final class ComparisonFactory {
    @Singleton
    AdmissionDesk admissionDesk(ModelDirectory directory, Comparisons comparisons, Clock clock) {
        return new AdmissionDesk(directory, comparisons, clock);
    }

    @Singleton
    AdmissionPolicy admissionPolicy(
            TierTable tiers, CreditRate rate, TokenCounter counter, Settings settings) {
        return new AdmissionPolicy(tiers, rate, RunSettings.outputCaps(settings), counter);
    }

    @Singleton
    EstimateComparison estimateComparison(AdmissionDesk desk, AdmissionPolicy policy) {
        return new EstimateComparison(desk, policy);
    }
}
