package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.DeskContract;
import java.sql.SQLException;

class PostgresDeskTest extends DeskContract {
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
    protected ApiKeys keys() {
        return Fixture.get(ApiKeys.class);
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
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
}
