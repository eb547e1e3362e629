package com.compareintel.core.usage;

import com.compareintel.core.Port;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.List;

/// What owners have used, one row for each answer and one for each comparison's charge. Rows are
/// written by the very transaction that ends the comparison, and outlive it.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface UsageLog {
    /// A span of time.
    ///
    /// @param name what its total is shown under
    /// @param from the first instant in it
    /// @param to the first instant after it
    record Span(String name, Instant from, Instant to) {}

    /// What was used in a span of time, or of a model.
    record Line(String name, UsageTotal total) {}

    /// What this owner's comparisons used that ended in each of these spans, in their order; spans
    /// without any are left out.
    List<Line> bySpan(Owner owner, List<Span> spans);

    /// What this owner's comparisons that ended in this span used of each model, by the models'
    /// names, without credits.
    List<Line> byModel(Owner owner, Span span);
}
