package com.compareintel.core.staff;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.signin.InMemorySessions;

class InMemoryModelOverridesTest extends ModelOverridesContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySessions sessions = new InMemorySessions(accounts);
    private final InMemoryDesk desk =
            new InMemoryDesk(accounts, sessions, books.comparisons(), TIERS);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected CreditLedger ledger() {
        return books.ledger();
    }

    @Override
    protected Desk desk() {
        return desk;
    }

    @Override
    protected ModelOverrides overrides() {
        return desk::overrides;
    }
}
