package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
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

    /// Puts an account in the place of the one with its id.
    public void replace(Account account) {
        accounts.put(account.id(), account);
    }

    /// All accounts, the newest first by their ids.
    public List<Account> all() {
        return accounts.values().stream()
                .sorted(
                        Comparator.comparing((Account account) -> account.id().toString())
                                .reversed())
                .toList();
    }

    /// Moves an account to another time zone, and tells whether there is such an account.
    public boolean moveTo(AccountId id, ZoneId zone) {
        return accounts.computeIfPresent(id, (same, account) -> account.movedTo(zone)) != null;
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
