package com.compareintel.core.comparison;

import java.util.Locale;
import java.util.Optional;

/// How hard a model is to think before it answers.
public enum ReasoningEffort {
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The effort with this wire name.
    public static Optional<ReasoningEffort> named(String wireName) {
        for (ReasoningEffort effort : values()) {
            if (effort.wireName().equals(wireName)) {
                return Optional.of(effort);
            }
        }
        return Optional.empty();
    }
}
