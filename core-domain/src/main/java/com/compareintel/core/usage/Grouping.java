package com.compareintel.core.usage;

import java.util.Locale;
import java.util.Optional;

/// By what usage is summed up.
public enum Grouping {
    DAY,
    MONTH,
    MODEL;

    /// The grouping's name on the wire.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The grouping with this wire name.
    public static Optional<Grouping> named(String wireName) {
        for (Grouping grouping : values()) {
            if (grouping.wireName().equals(wireName)) {
                return Optional.of(grouping);
            }
        }
        return Optional.empty();
    }
}
