package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.Tier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Opens the account of whoever shows that the address is theirs.
@UseCase
public final class ConfirmAddress {
    /// What it is called until its owner calls it something else: nothing that is anybody's.
    private static final String NAME = "account";

    private final Registrations registrations;
    private final RateLimiter limiter;
    private final Quota quota;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids new UUIDv7s
    public ConfirmAddress(
            Registrations registrations,
            RateLimiter limiter,
            SignInLimits limits,
            Supplier<UUID> ids,
            Clock clock) {
        this.registrations = registrations;
        this.limiter = limiter;
        this.quota = limits.confirmations();
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether this network may try once more now; counts it if so.
    public RateDecision mayTry(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), quota)));
    }

    /// Opens an account of the free tier for whoever can show this, and answers whether it did.
    public boolean by(Proof proof) {
        Instant now = clock.instant();
        return registrations.confirm(
                proof,
                new Account(
                        new AccountId(ids.get()),
                        NAME,
                        Tier.FREE,
                        false,
                        ZoneOffset.UTC,
                        now,
                        now));
    }
}
