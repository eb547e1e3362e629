package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.run.Position;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.JournalRows;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The rows of the journal as PostgreSQL keeps them.
///
/// A write takes no lock on the comparison: an owner that is replaced at this very moment may still
/// add to its own epoch, which is not read any more.
@Singleton
@Bean(typed = JournalRows.class)
final class PostgresJournalRows implements JournalRows {
    /// A page of at most so many rows, each of what was told between two writes.
    private static final int PAGE = 64;

    /// Ten times as long as the next write is put off: what is stuck for longer is tried again,
    /// together with what was told since.
    private static final Duration WRITTEN_WITHIN = Duration.ofMillis(2_500);

    private final Database database;

    PostgresJournalRows(Database database) {
        this.database = database;
    }

    @Override
    public Set<Fence> write(List<JournalRow> rows) {
        Script script = JournalSql.addAll(new Script().often(), rows);
        return Set.copyOf(
                database.run(
                        script, WRITTEN_WITHIN, results -> results.rows(ComparisonSql::fence)));
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
                                WHERE id = ? AND first_number >= coalesce(
                                    (SELECT max(begun.first_number) FROM journal AS begun
                                     WHERE begun.comparison_id = id
                                         AND begun.epoch = comparisons.epoch
                                         AND begun.epoch = ? AND begun.first_number <= ?::bigint + 1), 0)
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

    /// A row that somebody holds is left out: its turn comes again within a second.
    @Override
    public void stillRead(Set<ComparisonId> ids) {
        Script note =
                new Script()
                        .add(
                                """
                                WITH read AS MATERIALIZED (
                                    SELECT id FROM comparisons
                                    WHERE id = ANY (?) AND status = 'running' AND cancel_on_disconnect
                                        AND coalesce(read_until < now() + interval '3 seconds', true)
                                    FOR NO KEY UPDATE SKIP LOCKED
                                )
                                UPDATE comparisons SET read_until = now() + interval '5 seconds'
                                FROM read WHERE comparisons.id = read.id
                                """,
                                (Object)
                                        ids.stream().map(ComparisonId::value).toArray(UUID[]::new));
        database.run(note, Results::written);
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
                            coalesce((SELECT last_number FROM journal
                                      WHERE comparison_id = id
                                          AND journal.epoch = comparisons.epoch
                                      ORDER BY first_number DESC LIMIT 1), 0) AS last
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
