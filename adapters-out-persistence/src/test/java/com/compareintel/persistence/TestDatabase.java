package com.compareintel.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A database of its own on the server that the tests share.
///
/// @param url for the application's driver, without user and password
/// @param directUrl the same past a pooler, for migrations and for what needs a session of its own
public record TestDatabase(String url, String directUrl, String user, String password) {
    /// The same, with the application going this way.
    ///
    /// @param server the beginning of a URL, up to the name of the database
    TestDatabase at(String server) {
        return new TestDatabase(
                server + directUrl.substring(directUrl.lastIndexOf('/')),
                directUrl,
                user,
                password);
    }

    /// What makes an application use and migrate this database.
    public Map<String, Object> properties() {
        return Map.of(
                "datasources.default.url", url,
                "datasources.default.username", user,
                "datasources.default.password", password,
                "datasources.default.driver-class-name",
                        "com.compareintel.persistence.postgres.PatientDriver",
                "flyway.datasources.default.url", directUrl,
                "flyway.datasources.default.user", user,
                "flyway.datasources.default.password", password,
                "flyway.datasources.default.enabled", true);
    }

    /// A connection of its own, past any pooler.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(directUrl, user, password);
    }

    /// Empties all tables, also those that refuse to be.
    public void clear() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                    + " AND tablename <> 'flyway_schema_history'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            statement.execute("SET session_replication_role = replica");
            statement.execute("TRUNCATE " + String.join(", ", tables) + " RESTART IDENTITY");
        }
    }
}
