package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the statements of a [Script] answered, to be taken in their order. Owned by its reader.
@Confined
final class Results {
    private final Statement statement;
    private boolean isRows;
    private boolean first = true;

    Results(Statement statement, boolean firstIsRows) {
        this.statement = statement;
        this.isRows = firstIsRows;
    }

    /// Makes something of one row.
    interface Mapping<T> {
        T map(Row row) throws SQLException;
    }

    /// The rows of the next statement.
    <T> List<T> rows(Mapping<T> mapping) throws SQLException {
        step();
        if (!isRows) {
            throw new IllegalStateException("the statement answered no rows");
        }
        List<T> rows = new ArrayList<>();
        try (ResultSet set = statement.getResultSet()) {
            Row row = new Row(set);
            while (set.next()) {
                rows.add(mapping.map(row));
            }
        }
        return rows;
    }

    /// The row of the next statement, which has one at most.
    <T> Optional<T> row(Mapping<T> mapping) throws SQLException {
        List<T> rows = rows(mapping);
        if (rows.size() > 1) {
            throw new IllegalStateException(rows.size() + " rows instead of one");
        }
        return rows.stream().findFirst();
    }

    /// How many rows the next statement wrote.
    int written() throws SQLException {
        step();
        if (isRows) {
            throw new IllegalStateException("the statement answered rows");
        }
        return statement.getUpdateCount();
    }

    private void step() throws SQLException {
        if (first) {
            first = false;
        } else {
            isRows = statement.getMoreResults();
        }
    }
}
