package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// API keys in memory, for the accounts kept beside them. Thread-safe.
public final class InMemoryApiKeys implements ApiKeys {
    private final Accounts accounts;
    private final Map<ApiKey, IssuedKey> keys = new ConcurrentHashMap<>();

    public InMemoryApiKeys(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void open(Account account, IssuedKey issued, ApiKey key) {
        accounts.add(account);
        add(issued, key);
    }

    @Override
    public void add(IssuedKey issued, ApiKey key) {
        keys.put(key, issued);
    }

    @Override
    public Optional<KeyHolder> holder(ApiKey key, Instant now) {
        return Optional.ofNullable(
                        keys.computeIfPresent(
                                key,
                                (secret, issued) ->
                                        isNoted(issued, now) ? issued : used(issued, now)))
                .filter(issued -> issued.stateAt(now) == IssuedKey.State.ACTIVE)
                .flatMap(issued ->
                        accounts.find(issued.account())
                                .map(account -> new KeyHolder(account, issued)));
    }

    private static boolean isNoted(IssuedKey issued, Instant now) {
        return issued.stateAt(now) != IssuedKey.State.ACTIVE
                || issued.lastUsedAt()
                        .filter(last -> now.isBefore(last.plus(USE_IS_NOTED)))
                        .isPresent();
    }

    private static IssuedKey used(IssuedKey issued, Instant now) {
        return new IssuedKey(
                issued.id(),
                issued.account(),
                issued.terms(),
                issued.createdAt(),
                Optional.of(now),
                issued.revokedAt());
    }

    /// The keys of an account, newest first.
    public List<IssuedKey> of(AccountId account) {
        List<IssuedKey> found = new ArrayList<>();
        keys.values().stream().filter(key -> key.account().equals(account)).forEach(found::add);
        found.sort(Comparator.comparing((IssuedKey key) -> key.id().value().toString()).reversed());
        return found;
    }

    /// Ends a key, unless it has ended.
    public void revoke(KeyId id, Instant at) {
        keys.replaceAll((secret, issued) ->
                issued.id().equals(id) && issued.revokedAt().isEmpty()
                        ? new IssuedKey(
                                id,
                                issued.account(),
                                issued.terms(),
                                issued.createdAt(),
                                issued.lastUsedAt(),
                                Optional.of(at))
                        : issued);
    }
}
