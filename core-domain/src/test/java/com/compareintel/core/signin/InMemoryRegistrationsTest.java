package com.compareintel.core.signin;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;

class InMemoryRegistrationsTest extends RegistrationsContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final Registrations registrations = new InMemoryRegistrations(accounts);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Registrations registrations() {
        return registrations;
    }
}
