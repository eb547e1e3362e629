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

    @Override
    public boolean isEmpty() {
        return accounts.isEmpty();
    }
}
