package com.compareintel.core.signin;

import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Departures in memory, from accounts that are there. Thread-safe.
public final class InMemoryDepartures implements Departures {
    private final InMemoryAccounts accounts;
    private final InMemoryRegistrations registrations;
    private final Predicate<Owner> forget;
    private final Map<AccountId, Instant> left = new HashMap<>();

    /// @param forget forgets what an owner has, unless something runs, and answers whether it did
    public InMemoryDepartures(
            InMemoryAccounts accounts,
            InMemoryRegistrations registrations,
            Predicate<Owner> forget) {
        this.accounts = accounts;
        this.registrations = registrations;
        this.forget = forget;
    }

    @Override
    public synchronized boolean leave(AccountId account, Optional<PasswordHash> shown, Instant at) {
        boolean may =
                accounts.find(account).filter(there -> !there.staff()).isPresent()
                        && registrations.password(account).equals(shown);
        if (may) {
            accounts.remove(account);
            registrations.forget(account);
            left.put(account, at);
        }
        return may;
    }

    @Override
    public synchronized boolean erase(AccountId account) {
        return forget.test(new Owner.Account(account));
    }

    @Override
    public synchronized int conclude(Instant leftUpTo, int limit) {
        List<AccountId> through =
                left.entrySet().stream()
                        .filter(one -> !one.getValue().isAfter(leftUpTo))
                        .map(Map.Entry::getKey)
                        .filter(this::erase)
                        .limit(limit)
                        .toList();
        through.forEach(left::remove);
        return through.size();
    }
}
