package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.key.KeyRing;
import com.compareintel.core.key.KeyRingContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresKeyRingTest extends KeyRingContract {
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

    @Override
    protected KeyRing ring() {
        return Fixture.get(KeyRing.class);
    }
}
