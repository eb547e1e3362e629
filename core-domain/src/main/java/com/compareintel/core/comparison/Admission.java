package com.compareintel.core.comparison;

/// Whether a comparison may start.
public sealed interface Admission {
    /// It may, by this plan.
    record Admitted(Plan plan) implements Admission {}

    /// It may not.
    record Refused(Refusal why) implements Admission {}
}
