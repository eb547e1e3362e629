package com.compareintel.core.run;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.ComparisonId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// A bell that all instances hear: there is something new about a comparison, so look at once
/// instead of at the next turn.
///
/// It is a courtesy and nothing to rely on. A ring may be lost, doubled, late or for a comparison
/// that does not exist; whoever listens also looks from time to time by itself, and believes only
/// what it finds. Thread-safe; no method blocks or fails.
@Port
public interface WakeUps {
    /// What there is to look at.
    enum Reason {
        /// More of its history is stored: for whoever reads it.
        NEWS,
        /// A user wants answers cancelled: for whoever runs it.
        CANCEL
    }

    /// Rings for each of these comparisons: whoever listens for this reason, on this instance or
    /// another, may hear it.
    void ring(Reason reason, Collection<ComparisonId> ids);

    /// Rings for one comparison.
    default void ring(Reason reason, ComparisonId id) {
        ring(reason, List.of(id));
    }

    /// Calls `listener` for each ring for this reason, until the subscription is closed. It may be
    /// called from any thread, also the one that rings, and by several at once; it must return at
    /// once. A listener that fails harms no other.
    Subscription listen(Reason reason, Consumer<ComparisonId> listener);

    /// Somebody listening.
    interface Subscription extends AutoCloseable {
        /// Ends it; it may be closed more than once. A ring already on its way may still be heard.
        @Override
        void close();
    }
}
