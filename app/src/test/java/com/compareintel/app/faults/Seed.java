package com.compareintel.app.faults;

import java.util.Random;

/// The chance of a scenario, which is printed so that a failure can be had again:
/// `-Dfaults.seed=…`. What processes and networks do in the meantime is not part of it.
final class Seed {
    private Seed() {}

    /// A source of chance for this scenario.
    static Random of(Class<?> scenario) {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println(scenario.getSimpleName() + ": -Dfaults.seed=" + seed);
        return new Random(seed);
    }

    /// Chance of its own for one of many that are at work at the same time.
    static Random apart(Random source) {
        synchronized (source) {
            return new Random(source.nextLong());
        }
    }
}
