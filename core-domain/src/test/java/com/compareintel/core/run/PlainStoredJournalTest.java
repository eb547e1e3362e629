package com.compareintel.core.run;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;

class PlainStoredJournalTest extends StoredJournalContract {
    private final Comparisons comparisons =
            InMemoryBooks.empty(new ManualClock(Samples.NOW)).comparisons();
    private final PlainJournal journal = new PlainJournal(comparisons);
    private final PlainJournal elsewhere = journal.elsewhere();

    @Override
    protected Comparisons comparisons() {
        return comparisons;
    }

    @Override
    protected ComparisonJournal journal() {
        return journal;
    }

    @Override
    protected ComparisonJournal elsewhere() {
        return elsewhere;
    }

    /// It is at once.
    @Override
    protected void store() {}
}
