package com.compareintel.core.comparison;

import java.util.UUID;

/// One running process of the service.
public record InstanceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
