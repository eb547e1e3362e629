package com.compareintel.core.preference;

import java.util.UUID;

/// The identity of a preset, a UUIDv7.
public record PresetId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
