package com.compareintel.architecture.specimens.app;

import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/// Cannot be made without the container, nor be whole at once.
public final class InjectedFields {
    @Inject @Nullable String name;
}
