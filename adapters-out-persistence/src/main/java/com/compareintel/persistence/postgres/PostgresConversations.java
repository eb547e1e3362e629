package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Breakout;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Shelf;
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
    /// Texts that a search reads before it asks the index: some ten milliseconds.
    private static final int READ_AHEAD = 5_000;

    private final Database database;

    PostgresConversations(Database database) {
        this.database = database;
    }

    @Override
    public Listed list(Shelf shelf, Listing listing, Optional<Bookmark> after, int limit) {
        return new ConversationList(database, shelf, listing, after, limit, READ_AHEAD).read();
    }

    static Conversation conversation(Row row, ConversationState state) throws SQLException {
        return new Conversation(
                new ConversationId(row.uuid("id")),
                row.text("title"),
                row.instant("created_at"),
                row.instant("last_activity_at"),
                state);
    }

    /// A conversation that was read together with how many stand before it.
    private static Optional<Conversation> ranked(Results results, Shelf shelf) throws SQLException {
        return results.row(
                row -> conversation(row, ConversationState.of(shelf.cap(), row.number("newer"))));
    }

    @Override
    public Optional<Conversation> find(Shelf shelf, ConversationId id) {
        Script script =
                new Script()
                        .add(
                                "SELECT *, "
                                        + ConversationSql.NEWER
                                        + " AS newer FROM conversations WHERE id = ? AND owner_key = ?",
                                shelf.owner().key(),
                                id.value(),
                                shelf.cap().shown(),
                                id.value(),
                                shelf.owner().key());
        return database.run(script, results -> ranked(results, shelf));
    }

    @Override
    public List<Comparison> turns(
            Owner owner, ConversationId id, Optional<TurnMark> after, int limit) {
        Script script =
                ComparisonSql.select(
                        new Script(),
                        """
                        id IN (SELECT id FROM comparisons
                               WHERE conversation_id = ? AND owner_key = ?
                                   AND (?::timestamptz IS NULL OR (created_at, id) > (?, ?::uuid))
                               ORDER BY created_at, id LIMIT ?)
                        """,
                        id.value(),
                        owner.key(),
                        after.map(TurnMark::createdAt),
                        after.map(TurnMark::createdAt),
                        after.map(mark -> mark.id().value()),
                        limit);
        return database.run(
                script,
                results ->
                        ComparisonSql.found(results).stream()
                                .map(ComparisonSql.Found::comparison)
                                .toList());
    }

    @Override
    public Optional<Conversation> rename(Shelf shelf, ConversationId id, String title) {
        Script script =
                new Script()
                        .add(
                                """
                                WITH renamed AS (
                                    UPDATE conversations SET title = ? WHERE id = ? AND owner_key = ?
                                    RETURNING *
                                ), retold AS (
                                    UPDATE conversation_texts SET words = owned_words(?, ?)
                                    FROM renamed
                                    WHERE conversation_id = renamed.id AND comparison_id IS NULL
                                )
                                SELECT *,
                                """
                                        + ConversationSql.NEWER
                                        + " AS newer FROM renamed",
                                title,
                                id.value(),
                                shelf.owner().key(),
                                shelf.owner().key(),
                                ConversationSql.words(title),
                                shelf.owner().key(),
                                id.value(),
                                shelf.cap().shown());
        return database.run(script, results -> ranked(results, shelf));
    }

    @Override
    public Breakout.Outcome breakOut(Shelf shelf, Breakout breakout) {
        return database.transaction(new BreakoutTransaction(shelf, breakout)::run);
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
