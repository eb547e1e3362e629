package com.compareintel.core.preference;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.identity.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Preferences in memory, of the accounts beside them. Thread-safe.
public final class InMemoryPreferences implements Preferences {
    private final InMemoryAccounts accounts;
    private final Map<AccountId, Preference> kept = new ConcurrentHashMap<>();

    public InMemoryPreferences(InMemoryAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<Preference> of(AccountId id) {
        return accounts.find(id).map(account -> of(account));
    }

    private Preference of(Account account) {
        Preference chosen =
                kept.getOrDefault(
                        account.id(),
                        new Preference(
                                account.zone(), Theme.SYSTEM, List.of(), Parameters.DEFAULTS));
        return new Preference(account.zone(), chosen.theme(), chosen.models(), chosen.parameters());
    }

    @Override
    public boolean keep(AccountId id, Preference preference) {
        if (!accounts.moveTo(id, preference.zone())) {
            return false;
        }
        kept.put(id, preference);
        return true;
    }
}
