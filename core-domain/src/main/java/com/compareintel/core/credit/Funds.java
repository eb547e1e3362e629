package com.compareintel.core.credit;

import java.util.List;

/// The state of every pool that one payer draws on, its own first.
///
/// @param balances at least one; a hold is taken from each of them
public record Funds(List<Balance> balances) {
    public Funds {
        balances = List.copyOf(balances);
        if (balances.isEmpty()) {
            throw new IllegalArgumentException("funds without a pool");
        }
    }

    /// The state of the payer's own pool.
    public Balance own() {
        return balances.getFirst();
    }

    /// What a hold may take at most: what may be held in the scarcest pool.
    public Credits available() {
        return scarcest().spendable();
    }

    /// What is left of what was granted: of the pool that has least.
    public Credits left() {
        return balances.stream().map(Balance::available).reduce(Credits::min).orElseThrow();
    }

    /// The pool in which least may be held, of equals the first.
    public Balance scarcest() {
        return balances.get(scarcestPosition());
    }

    /// Where among the pools that one stands.
    public int scarcestPosition() {
        int least = 0;
        for (int i = 1; i < balances.size(); i++) {
            if (balances.get(i).spendable().compareTo(balances.get(least).spendable()) < 0) {
                least = i;
            }
        }
        return least;
    }
}
