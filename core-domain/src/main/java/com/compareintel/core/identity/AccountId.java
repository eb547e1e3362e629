package com.compareintel.core.identity;

import java.util.UUID;

/// The identity of an account, a UUIDv7.
public record AccountId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
