package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.ModelOverrides;
import com.compareintel.core.staff.ModelOverridesContract;
import java.sql.SQLException;

class PostgresModelOverridesTest extends ModelOverridesContract {
    @Override
    protected void open() {
        try {
            Fixture.clear();
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
        super.open();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
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
    protected Desk desk() {
        return Fixture.get(Desk.class);
    }

    @Override
    protected ModelOverrides overrides() {
        return Fixture.get(ModelOverrides.class);
    }
}
