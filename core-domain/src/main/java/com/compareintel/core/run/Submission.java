package com.compareintel.core.run;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Refusal;

/// What became of a request for a comparison.
public sealed interface Submission {
    /// It is running.
    ///
    /// @param comparison as it was admitted
    record Admitted(Comparison comparison) implements Submission {}

    /// The same request came before; this is its comparison, running or ended.
    record Joined(ComparisonId comparison) implements Submission {}

    /// It may not start; nothing was written.
    record Refused(Refusal why) implements Submission {}
}
