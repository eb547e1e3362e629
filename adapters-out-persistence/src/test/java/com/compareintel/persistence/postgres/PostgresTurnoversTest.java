package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.staff.Turnovers;
import com.compareintel.core.staff.TurnoversContract;
import com.compareintel.core.usage.UsageFolding;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresTurnoversTest extends TurnoversContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected CreditLedger ledger() {
        return Fixture.get(CreditLedger.class);
    }

    @Override
    protected Turnovers turnovers() {
        return Fixture.get(Turnovers.class);
    }

    @Override
    protected UsageFolding folding() {
        return Fixture.get(UsageFolding.class);
    }
}
