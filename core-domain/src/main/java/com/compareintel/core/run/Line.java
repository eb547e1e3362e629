package com.compareintel.core.run;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonId;

/// The line in which calls wait for a slot: first come first served within it, lines of the same
/// precedence in turn.
///
/// @param account whoever pays, so that a new cookie is no new line
public record Line(Precedence precedence, String account) {
    /// The line of a comparison that another instance began: one of its own, with the first, for it
    /// was admitted long ago and its user has seen it begin.
    static Line resumed(ComparisonId comparison) {
        return new Line(Precedence.PAID, "resumed:" + comparison);
    }

    /// The line of a caller.
    public static Line of(Caller caller) {
        return new Line(Precedence.of(caller.tier()), caller.payer().key());
    }
}
