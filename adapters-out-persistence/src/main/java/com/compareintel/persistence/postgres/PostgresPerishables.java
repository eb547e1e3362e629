package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.retention.Perishables;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What PostgreSQL keeps for a time only. Rows that another instance has in hand are left to it, so
/// nothing here ever waits for a lock, and nobody waits long for what is locked here.
@Singleton
@Bean(typed = Perishables.class)
final class PostgresPerishables implements Perishables {
    private final Database database;

    PostgresPerishables(Database database) {
        this.database = database;
    }

    @Override
    public void noteVisits(Set<VisitorId> visitors, Instant at) {
        Script note =
                new Script()
                        .add(
                                """
                                WITH due AS MATERIALIZED (
                                    SELECT id FROM visitors WHERE id = ANY (?) AND last_seen <= ?
                                    FOR NO KEY UPDATE SKIP LOCKED
                                )
                                UPDATE visitors SET last_seen = ? FROM due WHERE visitors.id = due.id
                                """,
                                visitors.stream().map(VisitorId::value).toArray(UUID[]::new),
                                at.minus(NOTED_EVERY),
                                at);
        database.run(note, Results::written);
    }

    @Override
    public int dropKeys(Instant usedUpTo, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT scope, key FROM idempotency_keys WHERE created_at <= ?
                                    ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED
                                )
                                DELETE FROM idempotency_keys USING old
                                WHERE idempotency_keys.scope = old.scope
                                    AND idempotency_keys.key = old.key
                                """,
                                usedUpTo,
                                limit);
        return database.run(drop, Results::written);
    }

    @Override
    public int dropJournals(Instant endedUpTo, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT id FROM comparisons WHERE journaled AND finished_at <= ?
                                    ORDER BY finished_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                                ), emptied AS (
                                    DELETE FROM journal USING old WHERE comparison_id = old.id
                                )
                                UPDATE comparisons SET journaled = false
                                FROM old WHERE comparisons.id = old.id
                                """,
                                endedUpTo,
                                limit);
        return database.run(drop, Results::written);
    }

    /// What is in no conversation was not to be stored.
    @Override
    public int dropTexts(Instant endedUpTo, int limit) {
        Script drop =
                new Script()
                        .add(
                                """
                                WITH old AS MATERIALIZED (
                                    SELECT id FROM comparisons
                                    WHERE conversation_id IS NULL AND finished_at <= ? AND prompt <> ''
                                    ORDER BY finished_at LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                                ), emptied AS (
                                    UPDATE answers SET text = '', reasoning = ''
                                    FROM old WHERE comparison_id = old.id
                                ), silenced AS (
                                    DELETE FROM journal USING old WHERE comparison_id = old.id
                                )
                                UPDATE comparisons SET prompt = '', system = NULL
                                FROM old WHERE comparisons.id = old.id
                                """,
                                endedUpTo,
                                limit);
        return database.run(drop, Results::written);
    }

    @Override
    public int dropVisitors(Instant lastSeenUpTo, int limit) {
        return database.transaction(connection -> dropVisitors(connection, lastSeenUpTo, limit));
    }

    /// The locks come first and what is dropped is looked up under them: whoever is just being
    /// admitted either has its conversation or its visitor locked, and keeps both, or waits to
    /// begin anew.
    private static Verdict<Integer> dropVisitors(
            Connection connection, Instant lastSeenUpTo, int limit) throws SQLException {
        List<UUID> visitors =
                new Script()
                        .add(
                                """
                                SELECT id FROM visitors WHERE last_seen <= ?
                                ORDER BY last_seen LIMIT ? FOR UPDATE SKIP LOCKED
                                """,
                                lastSeenUpTo,
                                limit)
                        .run(connection, results -> results.rows(row -> row.uuid("id")));
        if (visitors.isEmpty()) {
            return Verdict.drop(0);
        }
        String[] owners =
                visitors.stream()
                        .map(id -> new Owner.Visitor(new VisitorId(id)).key())
                        .toArray(String[]::new);
        List<UUID> conversations =
                new Script()
                        .add(
                                """
                                SELECT id FROM conversations WHERE owner_key = ANY (?)
                                FOR UPDATE SKIP LOCKED
                                """,
                                (Object) owners)
                        .run(connection, results -> results.rows(row -> row.uuid("id")));
        Script drop = new Script();
        UsageFold.lock(drop);
        UsageFold.forget(drop, owners);
        return Verdict.keep(
                drop.add(
                                """
                                DELETE FROM conversations WHERE id = ANY (?) AND NOT EXISTS (
                                    SELECT FROM comparisons
                                    WHERE conversation_id = conversations.id AND status = 'running')
                                """,
                                (Object) conversations.toArray(UUID[]::new))
                        .add(
                                """
                                DELETE FROM comparisons WHERE owner_key = ANY (?)
                                    AND conversation_id IS NULL AND status <> 'running'
                                """,
                                (Object) owners)
                        .add(
                                """
                                DELETE FROM visitors WHERE id = ANY (?)
                                    AND NOT EXISTS (SELECT FROM conversations
                                                    WHERE owner_key = 'visitor:' || visitors.id)
                                    AND NOT EXISTS (SELECT FROM comparisons
                                                    WHERE owner_key = 'visitor:' || visitors.id)
                                """,
                                (Object) visitors.toArray(UUID[]::new))
                        .run(
                                connection,
                                results -> {
                                    results.rows(row -> true);
                                    results.rows(row -> true);
                                    results.written();
                                    results.written();
                                    results.written();
                                    return results.written();
                                }));
    }
}
