package com.compareintel.architecture.specimens.core.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/// Looks at a clock of its own choice.
public final class ClockWatchingOwner {
    private ClockWatchingOwner() {}

    public static long now() {
        return System.nanoTime();
    }

    public static final class BySystem {
        private BySystem() {}

        public static Clock clock() {
            return Clock.systemUTC();
        }
    }

    public static final class ByReference {
        private ByReference() {}

        public static Supplier<Instant> clock() {
            return Instant::now;
        }
    }
}
