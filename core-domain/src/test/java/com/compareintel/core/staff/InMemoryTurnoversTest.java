package com.compareintel.core.staff;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.usage.UsageFolding;

class InMemoryTurnoversTest extends TurnoversContract {
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));

    @Override
    protected Comparisons comparisons() {
        return books.comparisons();
    }

    @Override
    protected CreditLedger ledger() {
        return books.ledger();
    }

    @Override
    protected Turnovers turnovers() {
        return new InMemoryTurnovers(books.comparisons().usage());
    }

    @Override
    protected UsageFolding folding() {
        return books.comparisons().usage();
    }
}
