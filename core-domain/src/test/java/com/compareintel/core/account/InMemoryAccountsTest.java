package com.compareintel.core.account;

class InMemoryAccountsTest extends AccountsContract {
    private final Accounts accounts = new InMemoryAccounts();
    private final ApiKeys keys = new InMemoryApiKeys(accounts);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected ApiKeys keys() {
        return keys;
    }
}
