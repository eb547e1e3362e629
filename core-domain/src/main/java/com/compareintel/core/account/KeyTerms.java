package com.compareintel.core.account;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What an API key is good for. It never changes: another key has other terms.
///
/// A key that manages could issue itself another one, so whatever has caps does not manage.
///
/// @param name what its owner calls it, 1 to 100 characters
/// @param scopes at least one
/// @param expiresAt the first instant at which it is good no more, if any
public record KeyTerms(String name, Set<Scope> scopes, Optional<Instant> expiresAt, KeyCaps caps) {
    /// Characters of a name.
    public static final int LONGEST_NAME = 100;

    public KeyTerms {
        scopes = Set.copyOf(scopes);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a key's name: " + name);
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key without a scope: " + name);
        }
        if (scopes.contains(Scope.MANAGE) && !caps.isNone()) {
            throw new IllegalArgumentException("a key that manages, with caps: " + name);
        }
    }

    /// The terms of a key that may do whatever its account may, for ever.
    public static KeyTerms unlimited(String name) {
        return new KeyTerms(name, EnumSet.allOf(Scope.class), Optional.empty(), KeyCaps.NONE);
    }

    /// Whether a key of these terms can do nothing, and not for longer, that one of `other` could
    /// not.
    public boolean areWithin(KeyTerms other) {
        boolean inTime =
                other.expiresAt
                        .map(end -> expiresAt.filter(own -> !own.isAfter(end)).isPresent())
                        .orElse(true);
        return inTime && other.scopes.containsAll(scopes) && other.caps.isNone();
    }
}
