package com.compareintel.core.key;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys of accounts in memory; idempotency keys are those of the comparisons beside them.
/// Thread-safe.
public final class InMemoryKeyRing implements KeyRing {
    private final InMemoryApiKeys keys;
    private final InMemoryComparisons comparisons;

    public InMemoryKeyRing(InMemoryApiKeys keys, InMemoryComparisons comparisons) {
        this.keys = keys;
        this.comparisons = comparisons;
    }

    @Override
    public Outcome issue(
            IssuedKey issued, ApiKey key, int most, Optional<Idempotency> idempotency) {
        synchronized (comparisons) {
            Instant now = issued.createdAt();
            Optional<Repeat> repeat = idempotency.flatMap(used -> comparisons.repeatOf(used, now));
            if (repeat.isPresent()) {
                return new Outcome.Repeated(
                        new KeyId(repeat.get().result()), repeat.get().fingerprint());
            }
            long active =
                    keys.of(issued.account()).stream()
                            .filter(each -> each.stateAt(now) == IssuedKey.State.ACTIVE)
                            .count();
            if (active >= most) {
                return new Outcome.Full();
            }
            keys.add(issued, key);
            idempotency.ifPresent(used -> comparisons.use(used, issued.id().value(), now));
            return new Outcome.Issued();
        }
    }

    @Override
    public List<IssuedKey> list(AccountId account, Optional<KeyId> after, int limit) {
        return keys.of(account).stream()
                .filter(key ->
                        after.filter(last -> key.id().toString().compareTo(last.toString()) >= 0)
                                .isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<IssuedKey> find(AccountId account, KeyId id) {
        return keys.of(account).stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public boolean revoke(AccountId account, KeyId id, Instant at) {
        boolean found = find(account, id).isPresent();
        if (found) {
            keys.revoke(id, at);
        }
        return found;
    }
}
