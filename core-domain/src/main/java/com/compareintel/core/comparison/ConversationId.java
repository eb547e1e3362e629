package com.compareintel.core.comparison;

import java.util.UUID;

/// The identity of a conversation, a UUIDv7.
public record ConversationId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
