package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.staff.AccountFiles;
import com.compareintel.core.staff.ActAtDesk;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.EnterDesk;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.core.staff.ReadAudit;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
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
}
