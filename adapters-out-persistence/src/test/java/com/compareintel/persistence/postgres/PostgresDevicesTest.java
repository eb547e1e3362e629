package com.compareintel.persistence.postgres;

import com.compareintel.core.signin.Devices;
import com.compareintel.core.signin.DevicesContract;
import com.compareintel.core.signin.Registrations;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresDevicesTest extends DevicesContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Registrations registrations() {
        return Fixture.get(Registrations.class);
    }

    @Override
    protected Devices devices() {
        return Fixture.get(Devices.class);
    }
}
