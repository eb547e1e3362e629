package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Accounts in memory. Thread-safe.
public final class InMemoryAccounts implements Accounts {
    private final Map<AccountId, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public void add(Account account) {
        if (accounts.putIfAbsent(account.id(), account) != null) {
            throw new IllegalStateException("account exists: " + account.id());
        }
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /// Drops an account, and answers whether there was one.
    public boolean remove(AccountId id) {
        return accounts.remove(id) != null;
    }

    @Override
    public boolean isEmpty() {
        return accounts.isEmpty();
    }
}
