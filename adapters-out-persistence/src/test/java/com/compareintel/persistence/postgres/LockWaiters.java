package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// Those who wait for a lock in the database of the [Fixture].
final class LockWaiters {
    private LockWaiters() {}

    /// Waits until there are so many.
    static void await(int count) throws SQLException {
        Instant end = Instant.now().plusSeconds(10);
        try (Connection connection = Fixture.database().connect();
                Statement sql = connection.createStatement()) {
            while (true) {
                try (ResultSet waiting =
                        sql.executeQuery(
                                "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")) {
                    waiting.next();
                    if (waiting.getLong(1) >= count) {
                        return;
                    }
                }
                assertThat(Instant.now()).isBefore(end);
            }
        }
    }
}
