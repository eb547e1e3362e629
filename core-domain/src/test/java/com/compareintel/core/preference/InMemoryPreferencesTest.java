package com.compareintel.core.preference;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.InMemoryAccounts;

class InMemoryPreferencesTest extends PreferencesContract {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final Preferences preferences = new InMemoryPreferences(accounts);

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Override
    protected Preferences preferences() {
        return preferences;
    }
}
