package com.compareintel.core.run;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;
import java.math.BigDecimal;

/// The look-ups in memory keep what any storage must.
class InMemoryCostLookupsTest extends CostLookupsContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected CostLookups lookups() {
        return books.lookups();
    }

    @Override
    protected BigDecimal platform() {
        return books.lookups().platform();
    }
}
