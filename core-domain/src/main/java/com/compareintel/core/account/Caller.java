package com.compareintel.core.account;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.credit.Books;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is calling: who will own what comes of it, who pays, and what they may do.
///
/// @param pools what the payer draws on, its own first
/// @param idempotencyScope whose idempotency keys these are: keys of different scopes never meet
/// @param key the API key it called with, if it did
/// @param trialUntil how long it may use all models though its tier may not
public record Caller(
        Owner owner,
        Payer payer,
        Tier tier,
        boolean staff,
        List<Pool> pools,
        String idempotencyScope,
        Optional<IssuedKey> key,
        Optional<Instant> trialUntil) {
    public Caller {
        pools = List.copyOf(pools);
    }

    /// A caller who came without an API key.
    public Caller(
            Owner owner,
            Payer payer,
            Tier tier,
            boolean staff,
            List<Pool> pools,
            String idempotencyScope) {
        this(
                owner,
                payer,
                tier,
                staff,
                pools,
                idempotencyScope,
                Optional.empty(),
                Optional.empty());
    }

    /// Whether it may do what takes this scope: only keys are ever short of one.
    public boolean has(Scope scope) {
        return key.map(issued -> issued.terms().scopes().contains(scope)).orElse(true);
    }

    /// A caller that is on no trial.
    public Caller(
            Owner owner,
            Payer payer,
            Tier tier,
            boolean staff,
            List<Pool> pools,
            String idempotencyScope,
            Optional<IssuedKey> key) {
        this(owner, payer, tier, staff, pools, idempotencyScope, key, Optional.empty());
    }

    /// Whether it may compare this model.
    public boolean mayUse(ModelCard model) {
        return model.isOpenTo(tier, mayUseAll());
    }

    /// Whether it may compare all models, whatever its tier.
    public boolean mayUseAll() {
        return staff || trialUntil.isPresent();
    }

    /// What of the ledger is this caller's to read: an account's own pool, or what a visitor's
    /// comparisons did, whose pools belong to others too.
    public Books books() {
        return switch (owner) {
            case Owner.Account account -> new Books.OfPool(pools.getFirst().key());
            case Owner.Visitor(VisitorId visitor) -> new Books.OfVisitor(visitor);
        };
    }
}
