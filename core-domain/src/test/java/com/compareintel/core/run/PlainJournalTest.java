package com.compareintel.core.run;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Samples;

class PlainJournalTest extends ComparisonJournalContract {
    private final ComparisonJournal journal =
            new PlainJournal(InMemoryBooks.empty(new ManualClock(Samples.NOW)).comparisons());

    @Override
    protected ComparisonJournal journal() {
        return journal;
    }
}
