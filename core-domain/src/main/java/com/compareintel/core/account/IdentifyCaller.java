package com.compareintel.core.account;

import com.compareintel.core.UseCase;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierLimits;
import com.compareintel.core.tier.TierTable;
import java.time.Clock;
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
    private final Clock clock;

    /// @param visits told of whoever comes with a cookie
    public IdentifyCaller(ApiKeys keys, TierTable tiers, Visits visits, Clock clock) {
        this.keys = keys;
        this.tiers = tiers;
        this.visits = visits;
        this.clock = clock;
    }

    /// The caller behind a credential; empty if the credential is not, or no longer, good, or its
    /// account is suspended.
    public Optional<Caller> by(Credential credential) {
        return switch (credential) {
            case Credential.Key(ApiKey key) ->
                    keys.holder(key, clock.instant())
                            .filter(holder -> !holder.account().isSuspended())
                            .map(holder -> account(holder.account(), Optional.of(holder.key())));
            case Credential.SignedIn(Account account) ->
                    account.isSuspended()
                            ? Optional.empty()
                            : Optional.of(account(account, Optional.empty()));
            case Credential.Visit visit -> Optional.of(visitor(visit));
        };
    }

    private Caller account(Account account, Optional<IssuedKey> key) {
        TierLimits limits = tiers.of(account.tier());
        Payer payer = new Payer.Account(account.id());
        Allowance allowance = limits.allowance(account.zone(), account.tierSince());
        return new Caller(
                new Owner.Account(account.id()),
                payer,
                account.tier(),
                account.staff(),
                pools(
                        new Pool(payer.key(), allowance, Pool.Limit.CREDITS, limits.overage()),
                        account,
                        key),
                payer.key(),
                key,
                tiers.trialOf(account.tier(), account.createdAt(), clock.instant()));
    }

    /// A cap is one more pool, held in like any other: so it is never passed, however many call at
    /// once.
    private static List<Pool> pools(Pool own, Account account, Optional<IssuedKey> key) {
        List<Pool> pools = new ArrayList<>();
        pools.add(own);
        key.ifPresent(issued -> addCaps(pools, account, issued));
        return pools;
    }

    private static void addCaps(List<Pool> pools, Account account, IssuedKey key) {
        KeyCaps caps = key.terms().caps();
        caps.daily()
                .ifPresent(cap ->
                        pools.add(cap(account, key, cap, PeriodKind.DAY, Pool.Limit.KEY_DAILY)));
        caps.monthly()
                .ifPresent(cap ->
                        pools.add(
                                cap(account, key, cap, PeriodKind.MONTH, Pool.Limit.KEY_MONTHLY)));
    }

    private static Pool cap(
            Account account, IssuedKey key, Credits cap, PeriodKind kind, Pool.Limit limit) {
        String name = kind == PeriodKind.DAY ? "daily" : "monthly";
        return new Pool(
                "key:" + key.id() + ":" + name,
                new Allowance(cap, kind, account.zone(), account.tierSince()),
                limit);
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
