package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.OverageContract;
import com.compareintel.core.credit.CreditLedger;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresOverageTest extends OverageContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected CreditLedger ledger() {
        return Fixture.get(CreditLedger.class);
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }
}
