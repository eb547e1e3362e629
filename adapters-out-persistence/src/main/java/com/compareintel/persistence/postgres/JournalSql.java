package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.JournalRows;
import java.sql.SQLException;
import java.util.UUID;

/// Writes and reads rows of the journal.
final class JournalSql {
    /// What follows an insert: the row that goes further stays.
    static final String UNLESS_THERE =
            """
            ON CONFLICT (comparison_id, epoch, first_number) DO UPDATE
            SET last_number = EXCLUDED.last_number, refers = EXCLUDED.refers, events = EXCLUDED.events
            WHERE EXCLUDED.last_number > journal.last_number
            """;

    /// What follows `WITH owned AS (…)`: it stores what was told of the comparison, if anything may
    /// not be stored yet. Its arguments are the epoch, the row's columns, and whether there is one.
    static final String SAY =
            """
            said AS (
                INSERT INTO journal (comparison_id, epoch, first_number, last_number, refers, events)
                SELECT owned.id, ?, ?::integer, ?::integer, ?::boolean, ?::bytea
                FROM owned WHERE ?::boolean
            """
                    + UNLESS_THERE
                    + ")";

    private JournalSql() {}

    /// Adds the statement that stores what was told of a comparison under a fence that is known to
    /// be the current one.
    static void add(Script script, JournalRow told) {
        script.add(
                """
                INSERT INTO journal (comparison_id, epoch, first_number, last_number, refers, events)
                VALUES (?, ?, ?, ?, ?, ?)
                """
                        + UNLESS_THERE,
                told.fence().comparison().value(),
                told.fence().epoch(),
                told.first(),
                told.last(),
                told.refers(),
                told.events());
    }

    static JournalRow row(UUID comparison, Row row) throws SQLException {
        return new JournalRow(
                new Fence(
                        new ComparisonId(comparison),
                        new InstanceId(row.uuid("instance")),
                        row.integer("epoch")),
                row.integer("first_number"),
                row.integer("last_number"),
                row.flag("refers"),
                row.bytes("events"));
    }

    static JournalRows.Model model(Row row) throws SQLException {
        return new JournalRows.Model(
                new ModelId(row.text("model")),
                new Answer.Terms(
                        row.integer("max_output_tokens"), row.texts("ignored_parameters")));
    }
}
