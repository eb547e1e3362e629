package com.compareintel.architecture.specimens.app;

import java.util.Optional;

/// Fails in a way that nobody can tell from any other, and looks elegant doing so.
public final class VagueFailureByReference {
    private VagueFailureByReference() {}

    public static String fail(Optional<String> name) {
        return name.orElseThrow(RuntimeException::new);
    }
}
