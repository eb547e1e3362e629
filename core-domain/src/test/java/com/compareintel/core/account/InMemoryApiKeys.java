package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// API keys in memory, for the accounts kept beside them. Thread-safe.
public final class InMemoryApiKeys implements ApiKeys {
    private final Accounts accounts;
    private final Map<ApiKey, AccountId> owners = new ConcurrentHashMap<>();

    public InMemoryApiKeys(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void open(Account account, ApiKey key) {
        accounts.add(account);
        owners.put(key, account.id());
    }

    @Override
    public void add(AccountId account, ApiKey key, Instant createdAt) {
        owners.put(key, account);
    }

    @Override
    public Optional<Account> owner(ApiKey key) {
        return Optional.ofNullable(owners.get(key)).flatMap(accounts::find);
    }
}
