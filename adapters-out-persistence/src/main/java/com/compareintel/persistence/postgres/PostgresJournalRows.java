package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Position;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.JournalRows;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The rows of the journal as PostgreSQL keeps them.
///
/// A write takes no lock on the comparison: an owner that is replaced at this very moment may still
/// add to its own epoch, which is not read any more.
@Singleton
@Bean(typed = JournalRows.class)
final class PostgresJournalRows implements JournalRows {
    /// A page of at most so many rows, each of what was told between two writes.
    private static final int PAGE = 64;

    private final Database database;

    PostgresJournalRows(Database database) {
        this.database = database;
    }

    @Override
    public Set<Fence> write(List<JournalRow> rows) {
        Script script =
                new Script()
                        .add(
                                """
                                WITH told AS MATERIALIZED (
                                    SELECT told.* FROM unnest(?::uuid[], ?::uuid[], ?::integer[], ?::integer[],
                                        ?::integer[], ?::boolean[], ?::bytea[]) AS told
                                        (id, instance, epoch, first_number, last_number, refers, events)
                                    JOIN comparisons USING (id, instance, epoch)
                                ), written AS (
                                    INSERT INTO journal
                                        (comparison_id, epoch, first_number, last_number, refers, events)
                                    SELECT id, epoch, first_number, last_number, refers, events
                                    FROM told ORDER BY id
                                """
                                        + JournalSql.UNLESS_THERE
                                        + """
                                        )
                                        SELECT id, instance, epoch FROM told
                                        """,
                                each(rows, row -> row.fence().comparison().value())
                                        .toArray(UUID[]::new),
                                each(rows, row -> row.fence().instance().value())
                                        .toArray(UUID[]::new),
                                each(rows, row -> row.fence().epoch()).toArray(Integer[]::new),
                                each(rows, JournalRow::first).toArray(Integer[]::new),
                                each(rows, JournalRow::last).toArray(Integer[]::new),
                                each(rows, JournalRow::refers).toArray(Boolean[]::new),
                                each(rows, JournalRow::events).toArray(byte[][]::new));
        return Set.copyOf(database.run(script, results -> results.rows(ComparisonSql::fence)));
    }

    private static <T> List<T> each(List<JournalRow> rows, Function<JournalRow, T> column) {
        return rows.stream().map(column).toList();
    }

    @Override
    public Optional<Found> behind(ComparisonId id, Position after) {
        Script script =
                new Script()
                        .add(
                                """
                                UPDATE comparisons SET read_until = now() + interval '5 seconds'
                                WHERE id = ? AND status = 'running' AND cancel_on_disconnect
                                    AND coalesce(read_until < now() + interval '3 seconds', true)
                                """,
                                id.value());
        return database.run(
                head(script, id)
                        .add(
                                """
                                SELECT journal.*, instance
                                FROM comparisons JOIN journal ON comparison_id = id
                                    AND journal.epoch = comparisons.epoch
                                WHERE id = ? AND last_number
                                    > CASE WHEN journal.epoch = ? THEN ? ELSE 0 END
                                ORDER BY first_number LIMIT ?
                                """,
                                id.value(),
                                after.epoch(),
                                after.number(),
                                PAGE),
                results -> {
                    results.written();
                    return found(id, results);
                });
    }

    @Override
    public boolean isRead(ComparisonId id) {
        Script script =
                new Script()
                        .add(
                                "SELECT id FROM comparisons WHERE id = ? AND read_until > now()",
                                id.value());
        return database.run(script, results -> results.row(row -> row.uuid("id"))).isPresent();
    }

    @Override
    public Optional<Found> newest(ComparisonId id) {
        return database.run(
                head(new Script(), id)
                        .add(
                                """
                                SELECT journal.*, instance
                                FROM comparisons JOIN journal ON comparison_id = id
                                WHERE id = ? AND journal.epoch
                                    = (SELECT max(epoch) FROM journal WHERE comparison_id = id)
                                ORDER BY first_number LIMIT ?
                                """,
                                id.value(),
                                Integer.MAX_VALUE),
                results -> found(id, results));
    }

    /// What there is to know beside the rows, looked up before them: once the comparison is
    /// finished, no row comes any more.
    private static Script head(Script script, ComparisonId id) {
        return script.add(
                        """
                        SELECT epoch, status <> 'running' AS finished,
                            coalesce((SELECT max(last_number) FROM journal
                                      WHERE comparison_id = id
                                          AND journal.epoch = comparisons.epoch), 0) AS last
                        FROM comparisons WHERE id = ?
                        """,
                        id.value())
                .add(
                        """
                        SELECT model, max_output_tokens, ignored_parameters FROM answers
                        WHERE comparison_id = ? ORDER BY position
                        """,
                        id.value());
    }

    private static Optional<Found> found(ComparisonId id, Results results) throws SQLException {
        record Head(int epoch, boolean finished, int last) {}
        Optional<Head> head =
                results.row(row ->
                        new Head(row.integer("epoch"), row.flag("finished"), row.integer("last")));
        List<Model> models = results.rows(JournalSql::model);
        List<JournalRow> rows = results.rows(row -> JournalSql.row(id.value(), row));
        return head.map(known ->
                new Found(
                        known.epoch(),
                        known.finished(),
                        known.last(),
                        rows.size() < PAGE,
                        models,
                        rows));
    }
}
