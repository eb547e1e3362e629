package com.compareintel.core;

/// How often tests repeat what may go wrong once in many times: a little in the gate, and
/// `rounds.factor` times as often where there is time (`./verify -Plong`).
public final class Rounds {
    private static final int FACTOR = Integer.getInteger("rounds.factor", 1);

    private Rounds() {}

    /// How many rounds there are now.
    ///
    /// @param inTheGate how many there are at least
    public static int of(int inTheGate) {
        return Math.multiplyExact(inTheGate, Math.max(1, FACTOR));
    }
}
