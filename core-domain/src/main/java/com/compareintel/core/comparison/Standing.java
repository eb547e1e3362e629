package com.compareintel.core.comparison;

import java.util.List;

/// Where a caller stands when it asks for a comparison.
///
/// @param openOfOwner comparisons of this owner that are running
/// @param openOfPayer comparisons that are running at this payer's expense
/// @param continuation the conversation to be continued
public record Standing(int openOfOwner, int openOfPayer, Continuation continuation) {

    /// The conversation that the comparison would be a turn of.
    public sealed interface Continuation {
        /// A new one, or none.
        record Fresh() implements Continuation {}

        /// One that can be continued.
        ///
        /// @param turns those that ended, oldest first
        record Continued(List<PastTurn> turns) implements Continuation {
            public Continued {
                turns = List.copyOf(turns);
            }
        }

        /// One whose last turn is still running.
        record Busy() implements Continuation {}

        /// One beyond the number that the caller's tier may continue.
        record Archived() implements Continuation {}

        /// None of this owner's.
        record Missing() implements Continuation {}
    }
}
