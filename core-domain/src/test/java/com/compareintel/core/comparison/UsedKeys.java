package com.compareintel.core.comparison;

import com.compareintel.core.Confined;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What idempotency keys of [InMemoryComparisons] led to, used under its lock only.
@Confined
final class UsedKeys {
    private final Map<List<String>, UsedKey> keys = new HashMap<>();

    private record UsedKey(Repeat repeat, Instant usedAt) {
        boolean isFreshAt(Instant now) {
            return now.isBefore(usedAt.plus(Idempotency.LASTS));
        }
    }

    private static List<String> place(Idempotency idempotency) {
        return List.of(idempotency.scope(), idempotency.key());
    }

    Optional<Repeat> repeatOf(Idempotency idempotency, Instant now) {
        return Optional.ofNullable(keys.get(place(idempotency)))
                .filter(used -> used.isFreshAt(now))
                .map(UsedKey::repeat);
    }

    void use(Idempotency key, UUID result, Instant now) {
        keys.put(place(key), new UsedKey(new Repeat(result, key.fingerprint()), now));
    }

    /// Forgets up to `limit` of those used at or before this time, and tells how many.
    int forget(Instant usedUpTo, int limit) {
        List<List<String>> old =
                keys.entrySet().stream()
                        .filter(key -> !key.getValue().usedAt().isAfter(usedUpTo))
                        .map(Map.Entry::getKey)
                        .limit(limit)
                        .toList();
        old.forEach(keys::remove);
        return old.size();
    }
}
