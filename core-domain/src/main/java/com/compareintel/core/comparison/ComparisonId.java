package com.compareintel.core.comparison;

import java.util.UUID;

/// The identity of a comparison, a UUIDv7.
public record ComparisonId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
