package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.conversation.Search;
import com.compareintel.core.conversation.Words;
import com.compareintel.core.identity.Owner;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Where a conversation stands among its owner's, and what it is searched by: a row of
/// `conversation_texts` for each title, prompt and answer. As many words as [Words] finds, with
/// their marks, stay below the megabyte that a `tsvector` may have.
final class ConversationSql {
    private ConversationSql() {}

    /// Counts, as a scalar, how many of an owner's conversations stand before one of them, as far
    /// as it matters to the cap. Arguments: the owner, the conversation, the number shown.
    static final String NEWER =
            """
            (SELECT count(*) FROM (
                SELECT FROM conversations AS other
                WHERE other.owner_key = ? AND (other.last_activity_at, other.id) >
                    (SELECT last_activity_at, id FROM conversations WHERE id = ?::uuid)
                LIMIT ?) AS others)
            """;

    /// Adds the statement that [#newer(Results)] reads.
    static void newer(
            Script script, Owner owner, Optional<UUID> conversation, ConversationCap cap) {
        script.add("SELECT " + NEWER + " AS newer", owner.key(), conversation, cap.shown());
    }

    /// How many of the owner's conversations stand before it; none if there is no such one.
    static long newer(Results results) throws SQLException {
        return results.row(row -> row.number("newer")).orElseThrow();
    }

    /// The words of a text as an array of the database.
    static String[] words(String text) {
        return Words.of(text).toArray(String[]::new);
    }

    /// The words of a search as an array of the database.
    static String[] words(Search search) {
        return search.words().toArray(String[]::new);
    }

    /// Adds the statement that lets a title or a prompt be found.
    ///
    /// @param turn whose prompt it is; empty for the title
    static void addText(
            Script script, UUID conversation, Optional<UUID> turn, Owner owner, String[] words) {
        script.add(
                """
                INSERT INTO conversation_texts (conversation_id, comparison_id, words)
                VALUES (?, ?::uuid, owned_words(?, ?))
                """,
                conversation,
                turn,
                owner.key(),
                words);
    }
}
