package com.compareintel.core.comparison;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;

class InMemoryUsageFoldingTest extends UsageFoldingContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected UsageLog log() {
        return books.comparisons().usage();
    }

    @Override
    protected UsageFolding folding() {
        return books.comparisons().usage();
    }
}
