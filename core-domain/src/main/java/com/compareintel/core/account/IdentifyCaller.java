package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierLimits;
import com.compareintel.core.tier.TierTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out who is calling and what they may draw on.
@UseCase
public final class IdentifyCaller {
    /// The pool that all visitors share.
    static final String VISITORS_POOL = "visitors";

    private final ApiKeys keys;
    private final TierTable tiers;
    private final Visits visits;

    /// @param visits told of whoever comes with a cookie
    public IdentifyCaller(ApiKeys keys, TierTable tiers, Visits visits) {
        this.keys = keys;
        this.tiers = tiers;
        this.visits = visits;
    }

    /// The caller behind a credential; empty if the credential is not, or no longer, good.
    public Optional<Caller> by(Credential credential) {
        return switch (credential) {
            case Credential.Key(ApiKey key) -> keys.owner(key).map(this::account);
            case Credential.SignedIn(Account account) -> Optional.of(account(account));
            case Credential.Visit visit -> Optional.of(visitor(visit));
        };
    }

    private Caller account(Account account) {
        TierLimits limits = tiers.of(account.tier());
        Payer payer = new Payer.Account(account.id());
        Allowance allowance =
                new Allowance(
                        limits.credits(), limits.period(), account.zone(), account.tierSince());
        return new Caller(
                new Owner.Account(account.id()),
                payer,
                account.tier(),
                account.staff(),
                List.of(new Pool(payer.key(), allowance)),
                payer.key());
    }

    private Caller visitor(Credential.Visit visit) {
        if (!visit.isNew()) {
            visits.add(visit.visitor());
        }
        Payer.Network network = visit.network();
        TierLimits limits = tiers.of(Tier.ANONYMOUS);
        List<Pool> pools = new ArrayList<>();
        pools.add(new Pool(network.key(), daily(limits, 1)));
        network.site()
                .ifPresent(site ->
                        pools.add(new Pool("site:" + site, daily(limits, tiers.siteAllowances()))));
        pools.add(
                new Pool(
                        VISITORS_POOL,
                        new Allowance(
                                tiers.visitorsDailyCredits(),
                                PeriodKind.DAY,
                                ZoneOffset.UTC,
                                Instant.EPOCH)));
        Owner owner = new Owner.Visitor(visit.visitor());
        return new Caller(
                owner,
                network,
                Tier.ANONYMOUS,
                false,
                pools,
                visit.isNew() ? network.key() : owner.key());
    }

    private static Allowance daily(TierLimits limits, int times) {
        return new Allowance(
                limits.credits().times(times), limits.period(), ZoneOffset.UTC, Instant.EPOCH);
    }
}
