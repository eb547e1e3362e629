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

    /// What a hold may take at most: what the scarcest pool has.
    public Credits available() {
        return scarcest().available();
    }

    /// The pool with the least available, of equals the first.
    public Balance scarcest() {
        return balances.get(scarcestPosition());
    }

    /// Where among the pools that one stands.
    public int scarcestPosition() {
        int least = 0;
        for (int i = 1; i < balances.size(); i++) {
            if (balances.get(i).available().compareTo(balances.get(least).available()) < 0) {
                least = i;
            }
        }
        return least;
    }
}
