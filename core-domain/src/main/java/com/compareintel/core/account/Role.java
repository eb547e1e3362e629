package com.compareintel.core.account;

import java.util.Locale;
import java.util.Optional;

/// What somebody is at the operator's desk, each above the one before it.
public enum Role {
    /// Looks things up, and suspends whoever does harm.
    SUPPORT,
    /// Also changes tiers, credits and models, and reads figures and the audit.
    ADMIN,
    /// Also says who is staff. There is one: the account of the first start.
    OWNER;

    /// The role's name on the wire and in storage.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role with this wire name.
    public static Optional<Role> named(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /// Whether this role may do what takes `minimum`.
    public boolean includes(Role minimum) {
        return compareTo(minimum) >= 0;
    }

    /// Whether this role stands above another.
    public boolean isAbove(Role other) {
        return compareTo(other) > 0;
    }
}
