package com.compareintel.core.catalogue;

import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.util.Map;

/// Which tier a model needs at least. It follows from the output price: up to a dollar per million
/// tokens it is open to everybody, up to five to the free tier, else it takes a paid one. Models
/// named `…:free` are open to everybody.
///
/// @param anonymousUpTo dollars per million output tokens
/// @param freeUpTo dollars per million output tokens
/// @param overrides models whose tier was set by the operator
public record TierRule(Usd anonymousUpTo, Usd freeUpTo, Map<ModelId, Tier> overrides) {
    private static final long MILLION = 1_000_000;

    public TierRule {
        overrides = Map.copyOf(overrides);
    }

    /// The published rule.
    public static TierRule standard() {
        return new TierRule(Usd.of("1"), Usd.of("5"), Map.of());
    }

    /// The lowest tier that may use a model with this price.
    public Tier minimumTier(ModelId model, ModelPrice price) {
        Tier override = overrides.get(model);
        if (override != null) {
            return override;
        }
        Usd perMillion = price.base().output().times(MILLION);
        if (model.isFreeVariant() || perMillion.compareTo(anonymousUpTo) <= 0) {
            return Tier.ANONYMOUS;
        }
        return perMillion.compareTo(freeUpTo) <= 0 ? Tier.FREE : Tier.STARTER;
    }
}
