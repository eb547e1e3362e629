package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.account.SwitchOverage;
import com.compareintel.core.account.Visits;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.core.key.KeyRing;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.core.usage.UsageLog;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/// Accounts and those who call.
@Factory
final class AccountFactory {
    @Singleton
    Visits visits() {
        return new Visits();
    }

    @Singleton
    IdentifyCaller identifyCaller(ApiKeys keys, TierTable tiers, Visits visits, Clock clock) {
        return new IdentifyCaller(keys, tiers, visits, clock);
    }

    @Singleton
    SwitchOverage switchOverage(CreditLedger ledger, TierTable tiers, Clock clock) {
        return new SwitchOverage(ledger, tiers, clock);
    }

    @Singleton
    OpenAccount openAccount(
            Accounts accounts, ApiKeys keys, TimeOrderedIds ids, SecureRandom random, Clock clock) {
        return new OpenAccount(accounts, keys, ids, random, clock);
    }

    @Singleton
    KeepKeys keepKeys(KeyRing ring, TimeOrderedIds ids, SecureRandom random, Clock clock) {
        return new KeepKeys(ring, ids, random, clock);
    }

    @Singleton
    ShowUsage showUsage(UsageLog log, Clock clock) {
        return new ShowUsage(log, clock);
    }

    @Singleton
    ShowStatement showStatement(Accounts accounts, CreditLedger ledger, Clock clock) {
        return new ShowStatement(accounts, ledger, clock);
    }
}
