package com.compareintel.core.account;

import java.util.UUID;

/// The identity of an API key, a UUIDv7. It says nothing about the secret.
public record KeyId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
