package com.compareintel.app.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A row of the bar's table.
///
/// @param measured null if it was not, or not so that it counts
/// @param note how it was measured, or why it was not
record Figure(Goal goal, @Nullable Spread measured, String note) {
    static Figure of(Goal goal, Spread measured, String note) {
        return Double.isNaN(measured.median())
                ? new Figure(goal, null, "void: " + note)
                : new Figure(goal, measured, note);
    }

    static Figure of(Goal goal, double measured, String note) {
        return of(goal, new Spread(measured, measured, measured), note);
    }

    static Figure missing(Goal goal, String why) {
        return new Figure(goal, null, why);
    }

    /// What it comes to: `must` and `aim` are the names of what was reached.
    String verdict() {
        if (measured == null) {
            return "–";
        }
        if (goal.isMet(measured.median(), goal.aim())) {
            return "aim";
        }
        if (Double.isNaN(goal.must())) {
            return "–";
        }
        return goal.isMet(measured.median(), goal.must()) ? "must" : "short";
    }

    String value() {
        if (measured == null) {
            return "not measured";
        }
        int decimals = measured.median() >= 20 ? 0 : 2;
        return measured.least() == measured.most()
                ? String.format(Locale.ROOT, "%." + decimals + "f", measured.median())
                : measured.text(decimals);
    }
}
