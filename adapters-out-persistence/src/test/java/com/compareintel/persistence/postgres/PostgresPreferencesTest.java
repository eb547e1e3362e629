package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.preference.Preferences;
import com.compareintel.core.preference.PreferencesContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresPreferencesTest extends PreferencesContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected Preferences preferences() {
        return Fixture.get(Preferences.class);
    }
}
