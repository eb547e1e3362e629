package com.compareintel.core.comparison;

/// Whether a fenced write happened.
public enum WriteOutcome {
    /// It did, now or when the same write was tried before.
    WRITTEN,
    /// Somebody else owns the comparison; nothing was written.
    FENCED
}
