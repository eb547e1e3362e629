package com.compareintel.persistence.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/// What is at the other end of a connection: a session of the server's for as long as it lasts, or
/// a pooler such as PgBouncer that lends another one to each transaction, and to which statements
/// that were prepared in one session are unknown in the next.
///
/// Whoever answers a login names the process that a cancel is to reach. A server names the
/// session's own process, a pooler makes a number up, for it does not know the session yet.
final class Session {
    private Session() {}

    /// Keeps statements from being prepared on the server behind a pooler, unless the address says
    /// how often a statement is to be run before it is. Takes one round trip.
    static @Nullable Connection suited(
            @Nullable Connection connection, String url, @Nullable Properties info)
            throws SQLException {
        String threshold = PGProperty.PREPARE_THRESHOLD.getName();
        if (connection == null
                || url.contains(threshold + "=")
                || (info != null && info.containsKey(threshold))) {
            return connection;
        }
        try {
            PGConnection session = connection.unwrap(PGConnection.class);
            if (session.getBackendPID() != process(connection)) {
                session.setPrepareThreshold(0);
            }
            return connection;
        } catch (SQLException lost) {
            connection.close();
            throw lost;
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
