package com.compareintel.app.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What a run is made of. For a look at the bench itself `-Dbench.only=tls,start` plays only these.
enum Chapter {
    STEADY,
    BURSTS,
    FIRST_TEXTS,
    ROUND_TRIPS,
    FAULTS,
    MODELS_LIST,
    PROFILE,
    ADMISSION,
    HOME,
    TLS,
    THOUSAND,
    HEAP,
    READS,
    HEAP_TLS,
    START;

    /// Those of a run of this size.
    static Set<Chapter> of(Size size) {
        String only = System.getProperty("bench.only", "");
        if (!only.isEmpty()) {
            EnumSet<Chapter> asked = EnumSet.noneOf(Chapter.class);
            Arrays.stream(only.toUpperCase(Locale.ROOT).split(",", -1))
                    .map(Chapter::valueOf)
                    .forEach(asked::add);
            return asked;
        }
        return switch (size) {
            case QUICK -> EnumSet.of(STEADY, FIRST_TEXTS, ROUND_TRIPS);
            case FULL -> EnumSet.allOf(Chapter.class);
        };
    }

    /// Those that share processes which speak plain HTTP and are warmed up.
    static final Set<Chapter> CLEAR = EnumSet.range(STEADY, HOME);

    /// Those that share processes with a thousand accounts.
    static final Set<Chapter> MANY = EnumSet.of(THOUSAND, HEAP, READS);
}
