package com.compareintel.core.signin;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;

class InMemoryDeparturesTest extends DeparturesContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final Sessions sessions = new InMemorySessions(accounts);
    private final InMemoryRegistrations registrations =
            new InMemoryRegistrations(accounts, sessions);
    private final ApiKeys keys = new InMemoryApiKeys(accounts);
    private final Departures departures =
            new InMemoryDepartures(accounts, registrations, books.comparisons()::forget);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Registrations registrations() {
        return registrations;
    }

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Override
    protected ApiKeys keys() {
        return keys;
    }

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected Departures departures() {
        return departures;
    }
}
