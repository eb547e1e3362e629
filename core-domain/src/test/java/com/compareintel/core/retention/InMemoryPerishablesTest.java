package com.compareintel.core.retention;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.credit.CreditLedger;

final class InMemoryPerishablesTest extends PerishablesContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));
    private final Perishables perishables = new InMemoryPerishables(books.comparisons());

    @Override
    protected Perishables perishables() {
        return perishables;
    }

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected Conversations conversations() {
        return books.conversations();
    }

    @Override
    protected CreditLedger ledger() {
        return books.ledger();
    }
}
