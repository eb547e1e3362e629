package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.signin.SessionsContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresSessionsTest extends SessionsContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected Registrations registrations() {
        return Fixture.get(Registrations.class);
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
    }
}
