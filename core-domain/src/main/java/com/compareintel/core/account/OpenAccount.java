package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Opens accounts on the operator's behalf, each with a first API key.
@UseCase
public final class OpenAccount {
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Supplier<UUID> ids;
    private final RandomGenerator random;
    private final Clock clock;

    /// @param ids new UUIDv7s
    /// @param random cryptographically strong
    public OpenAccount(
            Accounts accounts,
            ApiKeys keys,
            Supplier<UUID> ids,
            RandomGenerator random,
            Clock clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /// An account of this tier, and the only sight of its key.
    public ApiKey withKey(String name, Tier tier) {
        return open(name, tier, false);
    }

    /// The owner's account, if there is no account yet: the highest tier, staff.
    public Optional<ApiKey> ownerIfFirst() {
        return accounts.isEmpty()
                ? Optional.of(open("owner", Tier.PRO_PLUS, true))
                : Optional.empty();
    }

    private ApiKey open(String name, Tier tier, boolean staff) {
        Instant now = clock.instant();
        Account account =
                new Account(new AccountId(ids.get()), name, tier, staff, ZoneOffset.UTC, now, now);
        ApiKey key = ApiKey.generate(random);
        accounts.add(account);
        keys.add(account.id(), key, now);
        return key;
    }
}
