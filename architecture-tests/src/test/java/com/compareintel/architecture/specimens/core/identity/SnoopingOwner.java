package com.compareintel.architecture.specimens.core.identity;

import org.jspecify.annotations.Nullable;

/// Is somebody else on another machine.
public final class SnoopingOwner {
    private SnoopingOwner() {}

    public static @Nullable String name() {
        return System.getenv("USER");
    }
}
