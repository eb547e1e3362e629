package com.compareintel.core.comparison;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.credit.CreditLedger;

class InMemoryOverageTest extends OverageContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected CreditLedger ledger() {
        return books.ledger();
    }

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }
}
