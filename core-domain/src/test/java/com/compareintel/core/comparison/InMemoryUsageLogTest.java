package com.compareintel.core.comparison;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.usage.UsageLog;

class InMemoryUsageLogTest extends UsageLogContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected UsageLog log() {
        return books.comparisons().usage();
    }
}
