package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.ListModels;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Tiers, models and credits.
@Factory
final class PriceListFactory {
    @Singleton
    TierTable tiers(Settings settings) {
        return TierSettings.table(settings);
    }

    @Singleton
    TierRule tierRule(Settings settings) {
        return TierSettings.rule(settings);
    }

    @Singleton
    CreditRate creditRate(Settings settings) {
        return TierSettings.rate(settings);
    }

    @Singleton
    ListModels listModels(ModelDirectory directory) {
        return new ListModels(directory);
    }

    @Singleton
    ShowBalance showBalance(CreditLedger ledger, Clock clock) {
        return new ShowBalance(ledger, clock);
    }

    @Singleton
    ShowLedger showLedger(CreditLedger ledger) {
        return new ShowLedger(ledger);
    }
}
