package com.compareintel.core.credit;

/// One immutable line of the ledger: a signed change of what is available in a pool.
///
/// @param milli thousandths of a credit, below zero when the balance falls
/// @param balanceAfter what the period has available after this line, in thousandths
public record Posting(EntryKind kind, long milli, long balanceAfter) {}
