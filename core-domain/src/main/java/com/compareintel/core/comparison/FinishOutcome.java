package com.compareintel.core.comparison;

/// What became of an attempt to settle a comparison.
public sealed interface FinishOutcome {
    /// It is settled, now or when the same was tried before.
    record Finished(Comparison.Closing closing) implements FinishOutcome {}

    /// Somebody else owns the comparison; nothing was written.
    record Fenced() implements FinishOutcome {}
}
