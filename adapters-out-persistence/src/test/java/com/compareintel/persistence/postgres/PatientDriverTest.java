package com.compareintel.persistence.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PatientDriverTest {
    private static final String REFUSED = "08001";
    private static final String STARTING = "57P03";
    private static final String WRONG_PASSWORD = "28P01";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final Door door = new Door();
    private final PatientDriver driver = new PatientDriver(door::enter);

    /// The way to the shared server, which can be shut.
    private static final class Door {
        private String state = REFUSED;
        private int shutFor;
        private int attempts;

        Connection enter(String url, @Nullable Properties info) throws SQLException {
            attempts++;
            if (shutFor > 0) {
                shutFor--;
                throw new SQLException("shut", state);
            }
            return DriverManager.getConnection(url, requireNonNull(info));
        }
    }

    private void connect() throws SQLException {
        Properties login = new Properties();
        login.put("user", database.user());
        login.put("password", database.password());
        try (Connection connection = driver.connect(database.directUrl(), login)) {
            assertThat(requireNonNull(connection).isValid(1)).isTrue();
        }
    }

    @Test
    void a_server_that_never_answered_is_not_waited_for() {
        door.shutFor = 1;

        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class).hasMessage("shut");
        assertThat(door.attempts).isEqualTo(1);
    }

    @Test
    void a_server_that_went_is_waited_for_until_it_is_back() throws SQLException {
        connect();
        door.shutFor = 2;
        connect();
        door.shutFor = 1;
        door.state = STARTING;
        connect();

        assertThat(door.attempts).isEqualTo(1 + 3 + 2);
    }

    @Test
    void what_no_waiting_mends_is_told_at_once() throws SQLException {
        connect();
        door.shutFor = 1;
        door.state = WRONG_PASSWORD;

        assertThatThrownBy(this::connect).hasMessage("shut");
        assertThat(door.attempts).isEqualTo(2);
    }

    @Test
    void a_pool_that_closes_ends_the_wait() throws SQLException {
        connect();
        door.shutFor = Integer.MAX_VALUE;

        Thread.currentThread().interrupt();
        assertThatThrownBy(this::connect).hasMessage("shut");
        assertThat(Thread.interrupted()).isTrue();
    }
}
