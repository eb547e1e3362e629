package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.JournalRows;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

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

    /// Adds the statement that stores what was told of comparisons, of each if its fence is the
    /// current one, and that answers these fences. The events of all go as one value that is cut
    /// there, for an array of bytes would be sent, and read, as hexadecimal text.
    static Script addAll(Script script, List<JournalRow> rows) {
        return script.add(
                """
                WITH told AS MATERIALIZED (
                    SELECT told.* FROM unnest(?::uuid[], ?::uuid[], ?::integer[], ?::integer[],
                        ?::integer[], ?::boolean[], ?::integer[], ?::integer[]) AS told
                        (id, instance, epoch, first_number, last_number, refers, begins_at, length)
                    JOIN comparisons USING (id, instance, epoch)
                ), written AS (
                    INSERT INTO journal
                        (comparison_id, epoch, first_number, last_number, refers, events)
                    SELECT id, epoch, first_number, last_number, refers,
                        substring(?::bytea FROM begins_at FOR length)
                    FROM told ORDER BY id
                """
                        + UNLESS_THERE
                        + """
                        )
                        SELECT id, instance, epoch FROM told
                        """,
                each(rows, row -> row.fence().comparison().value()).toArray(UUID[]::new),
                each(rows, row -> row.fence().instance().value()).toArray(UUID[]::new),
                each(rows, row -> row.fence().epoch()).toArray(Integer[]::new),
                each(rows, JournalRow::first).toArray(Integer[]::new),
                each(rows, JournalRow::last).toArray(Integer[]::new),
                each(rows, JournalRow::refers).toArray(Boolean[]::new),
                beginnings(rows),
                each(rows, row -> row.events().length).toArray(Integer[]::new),
                together(rows));
    }

    /// Where the events of each row begin in those of all, counted from 1.
    private static Integer[] beginnings(List<JournalRow> rows) {
        Integer[] beginnings = new Integer[rows.size()];
        int next = 1;
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i] = next;
            next = Math.addExact(next, rows.get(i).events().length);
        }
        return beginnings;
    }

    private static byte[] together(List<JournalRow> rows) {
        ByteBuffer all =
                ByteBuffer.allocate(
                        Math.toIntExact(rows.stream().mapToLong(row -> row.events().length).sum()));
        rows.forEach(row -> all.put(row.events()));
        return all.array();
    }

    private static <T> List<T> each(List<JournalRow> rows, Function<JournalRow, T> column) {
        return rows.stream().map(column).toList();
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
