package com.compareintel.core.staff;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;

class InMemoryCaseFilesTest extends CaseFilesContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected CaseFiles files() {
        return new InMemoryCaseFiles(books.comparisons());
    }
}
