package com.compareintel.core;

import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.conversation.InMemoryConversations;
import com.compareintel.core.credit.InMemoryCreditLedger;
import com.compareintel.core.run.InMemoryCostLookups;
import java.time.Clock;

/// All that is kept of comparisons, in memory: four ports over one state.
public record InMemoryBooks(
        InMemoryCreditLedger ledger,
        InMemoryComparisons comparisons,
        InMemoryConversations conversations,
        InMemoryCostLookups lookups) {

    /// Empty books whose leases run by this clock.
    public static InMemoryBooks empty(Clock clock) {
        InMemoryCreditLedger ledger = new InMemoryCreditLedger();
        InMemoryComparisons comparisons = new InMemoryComparisons(ledger, clock);
        return new InMemoryBooks(
                ledger,
                comparisons,
                new InMemoryConversations(comparisons),
                new InMemoryCostLookups(comparisons, clock));
    }
}
