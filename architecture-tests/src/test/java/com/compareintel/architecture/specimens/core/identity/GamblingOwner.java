package com.compareintel.architecture.specimens.core.identity;

import java.util.UUID;

/// Leaves to chance what a test would like to repeat.
public final class GamblingOwner {
    private GamblingOwner() {}

    public static boolean wins() {
        return Math.random() < 0.1;
    }

    public static final class ByIdentity {
        private ByIdentity() {}

        public static UUID id() {
            return UUID.randomUUID();
        }
    }
}
