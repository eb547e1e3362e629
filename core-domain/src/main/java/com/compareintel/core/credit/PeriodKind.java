package com.compareintel.core.credit;

/// How often an allowance is granted anew.
public enum PeriodKind {
    /// From local midnight to local midnight.
    DAY,
    /// From the day of the month on which the tier began to the same day of the next month.
    MONTH
}
