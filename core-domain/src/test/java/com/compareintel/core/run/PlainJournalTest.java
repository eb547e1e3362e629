package com.compareintel.core.run;

class PlainJournalTest extends ComparisonJournalContract {
    private final ComparisonJournal journal = new PlainJournal();

    @Override
    protected ComparisonJournal journal() {
        return journal;
    }
}
