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

        /// One whose turns have all ended. Whether it may be continued depends on the tier.
        ///
        /// @param turns those that ended, oldest first
        /// @param newer how many of the owner's conversations stand before it (see
        ///   [ConversationCap])
        record Continued(List<PastTurn> turns, long newer) implements Continuation {
            public Continued {
                turns = List.copyOf(turns);
            }
        }

        /// One whose last turn is still running.
        ///
        /// @param newer how many of the owner's conversations stand before it
        record Busy(long newer) implements Continuation {}

        /// None of this owner's.
        record Missing() implements Continuation {}
    }
}
