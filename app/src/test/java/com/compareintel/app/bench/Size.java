package com.compareintel.app.bench;

import java.time.Duration;

/// How much is measured. Two processors carry all processes of the bench, so the quick one asks for
/// a third of the bar's load, and either says what it asked for.
///
/// For a look at the bench itself `-Dbench.comparisons`, `-Dbench.rounds`, `-Dbench.warmups` and
/// `-Dbench.window`, in milliseconds, make less of it.
enum Size {
    QUICK(10, 5, Duration.ofSeconds(1), 1),
    FULL(30, 5, Duration.ofMillis(1_200), 2);

    private final int comparisons;
    private final int rounds;
    private final Duration window;
    private final int warmUps;

    Size(int comparisons, int rounds, Duration window, int warmUps) {
        this.comparisons = Integer.getInteger("bench.comparisons", comparisons);
        this.rounds = Integer.getInteger("bench.rounds", rounds);
        this.window = Duration.ofMillis(Long.getLong("bench.window", window.toMillis()));
        this.warmUps = Integer.getInteger("bench.warmups", warmUps);
    }

    static Size of(String name) {
        return switch (name) {
            case "quick", "profile" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException("quick, full or profile, not " + name);
        };
    }

    /// How many are open at the same time.
    int comparisons() {
        return comparisons;
    }

    /// How many valid rounds are wanted.
    int rounds() {
        return rounds;
    }

    /// How long a cell is counted.
    Duration window() {
        return window;
    }

    /// A runtime compiles what is hot after some ten thousand times, and the product has most to
    /// compile.
    Duration warmUp(Target.Kind kind) {
        return switch (kind) {
            case DIRECT, REF -> Duration.ofSeconds(4L * warmUps);
            case PRODUCT -> Duration.ofSeconds(12L * warmUps);
        };
    }
}
