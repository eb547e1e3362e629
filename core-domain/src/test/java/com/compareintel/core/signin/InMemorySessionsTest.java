package com.compareintel.core.signin;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;

class InMemorySessionsTest extends SessionsContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final Sessions sessions = new InMemorySessions(accounts);
    private final Registrations registrations = new InMemoryRegistrations(accounts, sessions);

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
}
