package com.compareintel.core;

/// How often tests repeat what may go wrong once in many times: a little in the gate, and more
/// where there is time (`rounds.factor`: `./verify -Plong`; `faults.percent`: `./verify -Pfaults`).
public final class Rounds {
    private static final int FACTOR = Integer.getInteger("rounds.factor", 1);
    private static final int PERCENT = Integer.getInteger("faults.percent", 0);

    private Rounds() {}

    /// How many rounds there are now.
    ///
    /// @param inTheGate how many there are at least
    public static int of(int inTheGate) {
        return Math.multiplyExact(inTheGate, Math.max(1, FACTOR));
    }

    /// How many rounds there are now of a promise that is made with a figure: from those in the
    /// gate to those in full, as far as `faults.percent` says.
    public static int between(int inTheGate, int inFull) {
        long more = (long) (inFull - inTheGate) * Math.clamp(PERCENT, 0, 100) / 100;
        return Math.toIntExact(inTheGate + more);
    }

    /// Whether the promised figures are tested in full.
    public static boolean areFull() {
        return PERCENT >= 100;
    }
}
