package com.compareintel.core.usage;

import com.compareintel.core.Port;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/// What owners have used, one row for each answer and one for each comparison's charge, and, of
/// what is long ago, one total for each month. Rows are written by the very transaction that ends
/// the comparison, and outlive it. A row is either there or in a total, at any moment; whoever
/// reads sees both as of one.
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

    /// The months whose totals are asked for, of the calendar of UTC; none if the last comes before
    /// the first.
    record Months(YearMonth first, YearMonth last) {
        /// The months that begin from one day to another, both included. Any days in a row are thus
        /// without gaps and overlaps.
        public static Months beginningWithin(LocalDate first, LocalDate last) {
            YearMonth month = YearMonth.from(first);
            return new Months(
                    first.getDayOfMonth() == 1 ? month : month.plusMonths(1), YearMonth.from(last));
        }
    }

    /// What was used in a span of time, in a month, or of a model.
    record Line(String name, UsageTotal total) {}

    /// What was found.
    ///
    /// @param lines of what is there in detail
    /// @param folded the totals, named like `2026-01`, oldest first
    /// @param total of all of it
    record Found(List<Line> lines, List<Line> folded, UsageTotal total) {
        public Found {
            lines = List.copyOf(lines);
            folded = List.copyOf(folded);
        }

        /// What these sum up to, of which each has credits.
        public static Found summed(List<Line> lines, List<Line> folded) {
            return new Found(lines, folded, sum(lines).plus(sum(folded)));
        }

        /// The sum of lines that have credits.
        public static UsageTotal sum(List<Line> lines) {
            return lines.stream().map(Line::total).reduce(UsageTotal.NONE, UsageTotal::plus);
        }
    }

    /// What this owner's comparisons used that ended in each of these spans, in their order; spans
    /// without any are left out. And the totals of these months.
    ///
    /// @param spans at least one; each begins where the one before it ends, or later
    Found bySpan(Owner owner, List<Span> spans, Months folded);

    /// What this owner's comparisons that ended in this span used of each model, by the models'
    /// names, without credits. And the totals of these months, which know no models.
    Found byModel(Owner owner, Span span, Months folded);
}
