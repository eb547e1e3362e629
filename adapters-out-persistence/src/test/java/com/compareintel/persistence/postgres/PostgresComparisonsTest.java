package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.AdmissionContract;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EndingContract;
import com.compareintel.core.comparison.LeaseContract;
import com.compareintel.core.credit.CreditLedger;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

class PostgresComparisonsTest {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Nested
    class Admission extends AdmissionContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }

    @Nested
    class Ending extends EndingContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }
}
