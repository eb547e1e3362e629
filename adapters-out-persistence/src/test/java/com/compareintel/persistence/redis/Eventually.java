package com.compareintel.persistence.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what happens by itself.
final class Eventually {
    /// Long enough for a machine that is busy with other things.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK = Duration.ofMillis(2);

    private Eventually() {}

    /// Returns, with how long it took, once it has happened.
    static Duration until(String what, BooleanSupplier happened) {
        long begun = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new AssertionError("it does not come: " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
