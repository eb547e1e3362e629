package com.compareintel.architecture.specimens.app;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/// Is not whole before somebody has called its setter.
public final class InjectedSetter {
    @Nullable String name;

    @Inject
    public void setName(String name) {
        this.name = name;
    }
}
