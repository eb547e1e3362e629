package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.AccountsContract;
import com.compareintel.core.account.ApiKeys;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresAccountsTest extends AccountsContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected ApiKeys keys() {
        return Fixture.get(ApiKeys.class);
    }
}
