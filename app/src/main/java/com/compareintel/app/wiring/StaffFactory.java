package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.staff.AccountFiles;
import com.compareintel.core.staff.ActAtDesk;
import com.compareintel.core.staff.CaseFiles;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.EnterDesk;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.core.staff.ModelOverrides;
import com.compareintel.core.staff.ReadAudit;
import com.compareintel.core.staff.SellModels;
import com.compareintel.core.staff.ShowCase;
import com.compareintel.core.staff.ShowState;
import com.compareintel.core.staff.ShowTurnover;
import com.compareintel.core.staff.Turnovers;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The operator's desk.
@Factory
final class StaffFactory {
    @Singleton
    EnterDesk enterDesk(Accounts accounts) {
        return new EnterDesk(accounts);
    }

    @Singleton
    ActAtDesk actAtDesk(Desk desk, TimeOrderedIds ids, Clock clock) {
        return new ActAtDesk(desk, ids, clock);
    }

    @Singleton
    ReadAudit readAudit(Desk desk) {
        return new ReadAudit(desk);
    }

    @Singleton
    LookUpAccounts lookUpAccounts(
            AccountFiles files, CreditLedger ledger, TierTable tiers, Clock clock) {
        return new LookUpAccounts(files, ledger, tiers, clock);
    }

    @Singleton
    ShowCase showCase(CaseFiles files) {
        return new ShowCase(files);
    }

    @Singleton
    SellModels sellModels(
            @Named("provider") ModelDirectory provided,
            ModelOverrides overrides,
            TierRule rule,
            SoldModels models) {
        return new SellModels(provided, overrides, rule, models::refresh);
    }

    @Singleton
    ShowTurnover showTurnover(Turnovers turnovers, Clock clock) {
        return new ShowTurnover(turnovers, clock);
    }

    @Singleton
    ShowState showState(
            InstanceId instance,
            ComparisonRunner runner,
            ProviderSlots slots,
            ModelDirectory onSale,
            Comparisons comparisons,
            CostLookups lookups,
            LeaseTimes times) {
        return new ShowState(instance, runner, slots, onSale, comparisons, lookups, times.grace());
    }
}
