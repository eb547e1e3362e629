package com.compareintel.core.account;

import com.compareintel.core.credit.Books;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.tier.Tier;
import java.util.List;

/// Who is calling: who will own what comes of it, who pays, and what they may do.
///
/// @param pools what the payer draws on, its own first
/// @param idempotencyScope whose idempotency keys these are: keys of different scopes never meet
public record Caller(
        Owner owner,
        Payer payer,
        Tier tier,
        boolean staff,
        List<Pool> pools,
        String idempotencyScope) {
    public Caller {
        pools = List.copyOf(pools);
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
