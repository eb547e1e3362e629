package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Transcript;
import com.compareintel.core.identity.Owner;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Conversations as PostgreSQL keeps them.
@Singleton
@Bean(typed = Conversations.class)
final class PostgresConversations implements Conversations {
    private final Database database;

    PostgresConversations(Database database) {
        this.database = database;
    }

    @Override
    public List<Conversation> list(Owner owner, Optional<Mark> after, int limit) {
        Script script =
                after.map(mark ->
                                new Script()
                                        .add(
                                                """
                                                SELECT * FROM conversations
                                                WHERE owner_key = ? AND (last_activity_at, id) < (?, ?)
                                                ORDER BY last_activity_at DESC, id DESC LIMIT ?
                                                """,
                                                owner.key(),
                                                mark.lastActivityAt(),
                                                mark.id().value(),
                                                limit))
                        .orElseGet(() ->
                                new Script()
                                        .add(
                                                """
                                                SELECT * FROM conversations WHERE owner_key = ?
                                                ORDER BY last_activity_at DESC, id DESC LIMIT ?
                                                """,
                                                owner.key(),
                                                limit));
        return database.run(script, results -> results.rows(PostgresConversations::conversation));
    }

    private static Conversation conversation(Row row) throws SQLException {
        return new Conversation(
                new ConversationId(row.uuid("id")),
                row.text("title"),
                row.instant("created_at"),
                row.instant("last_activity_at"));
    }

    /// The turns are read before the conversation: if it is deleted in between, it is missing
    /// rather than empty.
    @Override
    public Optional<Transcript> find(Owner owner, ConversationId id) {
        Script script =
                ComparisonSql.select(
                                new Script(),
                                "conversation_id = ? AND owner_key = ?",
                                id.value(),
                                owner.key())
                        .add(
                                "SELECT * FROM conversations WHERE id = ? AND owner_key = ?",
                                id.value(),
                                owner.key());
        return database.run(
                script,
                results -> {
                    var turns =
                            ComparisonSql.found(results).stream()
                                    .map(ComparisonSql.Found::comparison)
                                    .toList();
                    return results.row(PostgresConversations::conversation)
                            .map(conversation -> new Transcript(conversation, turns));
                });
    }

    @Override
    public Optional<Conversation> rename(Owner owner, ConversationId id, String title) {
        Script script =
                new Script()
                        .add(
                                """
                                UPDATE conversations SET title = ? WHERE id = ? AND owner_key = ?
                                RETURNING *
                                """,
                                title,
                                id.value(),
                                owner.key());
        return database.run(script, results -> results.row(PostgresConversations::conversation));
    }

    @Override
    public Deletion delete(Owner owner, ConversationId id) {
        return database.transaction(connection -> delete(connection, owner, id));
    }

    /// The lock keeps new turns out while it is looked whether one is running.
    private static Verdict<Deletion> delete(Connection connection, Owner owner, ConversationId id)
            throws SQLException {
        Deletion outcome =
                new Script()
                        .add(
                                """
                                SELECT id FROM conversations WHERE id = ? AND owner_key = ? FOR UPDATE
                                """,
                                id.value(),
                                owner.key())
                        .add(
                                """
                                SELECT id FROM comparisons
                                WHERE conversation_id = ? AND status = 'running' LIMIT 1
                                """,
                                id.value())
                        .run(
                                connection,
                                results -> {
                                    boolean found = results.row(row -> row.uuid("id")).isPresent();
                                    boolean busy = results.row(row -> row.uuid("id")).isPresent();
                                    if (!found) {
                                        return Deletion.MISSING;
                                    }
                                    return busy ? Deletion.BUSY : Deletion.DELETED;
                                });
        if (outcome != Deletion.DELETED) {
            return Verdict.drop(outcome);
        }
        new Script().add("DELETE FROM conversations WHERE id = ?", id.value()).run(connection);
        return Verdict.keep(outcome);
    }
}
