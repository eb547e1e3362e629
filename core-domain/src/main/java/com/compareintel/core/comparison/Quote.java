package com.compareintel.core.comparison;

import java.util.OptionalInt;

/// What a comparison would need, or why it could not start whatever the balance.
public sealed interface Quote {
    /// It could start if the balance covers it.
    ///
    /// @param plan what starting it would hold and do
    /// @param affordable whether the balance covers the hold
    /// @param affordableMaxOutputTokens the largest bound that the balance covers, if any
    /// @param budget what it may hold
    record Priced(
            Plan plan, boolean affordable, OptionalInt affordableMaxOutputTokens, Budget budget)
            implements Quote {}

    /// It could not start.
    record Refused(Refusal why) implements Quote {}
}
