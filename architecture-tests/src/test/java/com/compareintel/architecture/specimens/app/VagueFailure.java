package com.compareintel.architecture.specimens.app;

/// Fails in a way that nobody can tell from any other.
public final class VagueFailure {
    private VagueFailure() {}

    public static int fail() {
        throw new RuntimeException("something went wrong");
    }
}
