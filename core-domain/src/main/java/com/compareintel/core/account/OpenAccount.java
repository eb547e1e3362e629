package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
        ApiKey key = newKey();
        open(name, tier, false, key);
        return key;
    }

    /// A key that nobody has yet.
    public ApiKey newKey() {
        return ApiKey.generate(random);
    }

    /// Opens the owner's account with this key if there is no account yet, and tells whether it
    /// did: the highest tier, staff.
    public boolean ownerIfFirst(ApiKey key) {
        if (!accounts.isEmpty()) {
            return false;
        }
        open("owner", Tier.PRO_PLUS, true, key);
        return true;
    }

    private void open(String name, Tier tier, boolean staff, ApiKey key) {
        Instant now = clock.instant();
        Account account =
                new Account(new AccountId(ids.get()), name, tier, staff, ZoneOffset.UTC, now, now);
        IssuedKey first =
                IssuedKey.fresh(
                        new KeyId(ids.get()), account.id(), KeyTerms.unlimited("first"), now);
        keys.open(account, first, key);
    }
}
