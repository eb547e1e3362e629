package com.compareintel.core.tier;

import java.util.Locale;
import java.util.Optional;

/// The tiers, each above the one before it.
public enum Tier {
    ANONYMOUS,
    FREE,
    STARTER,
    STARTER_PLUS,
    PRO,
    PRO_PLUS;

    /// The tier's name on the wire and in storage.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The tier with this wire name.
    public static Optional<Tier> named(String wireName) {
        for (Tier tier : values()) {
            if (tier.wireName().equals(wireName)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }

    /// Whether this tier includes what `minimum` includes.
    public boolean includes(Tier minimum) {
        return compareTo(minimum) >= 0;
    }
}
