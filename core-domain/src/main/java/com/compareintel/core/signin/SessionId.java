package com.compareintel.core.signin;

import java.util.UUID;

/// The identity of a session, a UUIDv7.
public record SessionId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
