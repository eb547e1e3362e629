package com.compareintel.core.staff;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.signin.InMemoryRegistrations;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;

class InMemoryAccountFilesTest extends AccountFilesContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);
    private final InMemorySessions sessions = new InMemorySessions(accounts);
    private final Registrations registrations = new InMemoryRegistrations(accounts);
    private final Desk desk = new InMemoryDesk(accounts, sessions, books.comparisons(), TIERS);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected ApiKeys keys() {
        return keys;
    }

    @Override
    protected Sessions sessions() {
        return sessions;
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
    protected Registrations registrations() {
        return registrations;
    }

    @Override
    protected AccountFiles files() {
        return new InMemoryAccountFiles(
                accounts, registrations, keys, sessions, books.comparisons());
    }
}
