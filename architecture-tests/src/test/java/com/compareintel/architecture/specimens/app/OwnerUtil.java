package com.compareintel.architecture.specimens.app;

/// Named after nothing it does.
public final class OwnerUtil {
    private OwnerUtil() {}
}
