package com.compareintel.app.security;

import com.compareintel.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A look behind the product's back into its database, over one connection that stays open.
final class Books implements AutoCloseable {
    private final Connection connection;

    Books(TestDatabase database) {
        try {
            connection = database.connect();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// The names of all tables.
    List<String> tables() {
        return rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    /// What a query answers, as text; null as an empty one.
    List<List<String>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    String text = found.getString(i);
                    row.add(text == null ? "" : text);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
