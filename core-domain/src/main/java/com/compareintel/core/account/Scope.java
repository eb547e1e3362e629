package com.compareintel.core.account;

import java.util.Locale;
import java.util.Optional;

/// What an API key may be used for.
public enum Scope {
    /// Starting comparisons, which spends, and seeing what comes of them.
    COMPARE,
    /// Reading what the account owns.
    READ,
    /// Changing what the account owns, its keys included.
    MANAGE;

    /// The scope's name on the wire and in storage.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The scope with this wire name.
    public static Optional<Scope> named(String wireName) {
        for (Scope scope : values()) {
            if (scope.wireName().equals(wireName)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
