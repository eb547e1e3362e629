package com.compareintel.core.comparison;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.credit.CreditLedger;
import org.junit.jupiter.api.Nested;

/// The comparisons in memory keep what any storage must.
class InMemoryComparisonsTest {
    private static InMemoryBooks books() {
        return InMemoryBooks.empty(new ManualClock(Samples.NOW));
    }

    @Nested
    class Admission extends AdmissionContract {
        private final InMemoryBooks books = books();

        @Override
        protected Comparisons comparisons() {
            return books.comparisons();
        }

        @Override
        protected CreditLedger ledger() {
            return books.ledger();
        }
    }

    @Nested
    class Ending extends EndingContract {
        private final InMemoryBooks books = books();

        @Override
        protected Comparisons comparisons() {
            return books.comparisons();
        }

        @Override
        protected CreditLedger ledger() {
            return books.ledger();
        }
    }

    @Nested
    class Lease extends LeaseContract {
        private final InMemoryBooks books = books();

        @Override
        protected Comparisons comparisons() {
            return books.comparisons();
        }

        @Override
        protected CreditLedger ledger() {
            return books.ledger();
        }
    }
}
