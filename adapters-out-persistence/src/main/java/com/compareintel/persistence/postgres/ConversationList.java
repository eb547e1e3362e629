package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Conversations.Listed;
import com.compareintel.core.conversation.Conversations.Mark;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Search;
import com.compareintel.core.conversation.Shelf;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One part of a list of conversations.
///
/// A search goes two ways. First the texts of the newest conversations are read, so many as take
/// some milliseconds; what that finds is the beginning of the whole result, in its order. Only if
/// it does not fill the page is the index of words asked, and then it does not find much. The index
/// alone would gather every place of a common word, to throw nearly all away; reading alone would
/// never come to an end for a rare one.
final class ConversationList {
    private static final String NEWEST_FIRST = " ORDER BY last_activity_at DESC, id DESC ";

    private final Database database;
    private final Shelf shelf;
    private final Listing listing;
    private final Optional<Bookmark> after;
    private final int limit;
    private final int readAhead;

    /// @param readAhead how many texts are read before the index is asked
    ConversationList(
            Database database,
            Shelf shelf,
            Listing listing,
            Optional<Bookmark> after,
            int limit,
            int readAhead) {
        this.database = database;
        this.shelf = shelf;
        this.listing = listing;
        this.after = after;
        this.limit = limit;
        this.readAhead = readAhead;
    }

    /// A query with its arguments.
    private record Part(String sql, List<Object> arguments) {
        static Part of(String sql, Object... arguments) {
            return new Part(sql, List.of(arguments));
        }

        Part then(String more, Object... further) {
            List<Object> all = new ArrayList<>(arguments);
            all.addAll(List.of(further));
            return new Part(sql + more, all);
        }

        Part then(Part more) {
            return then(more.sql, more.arguments.toArray());
        }

        Script addTo(Script script) {
            return script.add(sql, arguments.toArray());
        }
    }

    Listed read() {
        if (listing.search().isEmpty()) {
            Part page =
                    Part.of("SELECT * FROM (")
                            .then(range())
                            .then(") AS range" + NEWEST_FIRST + "LIMIT ?", limit);
            Script script = page.addTo(floor());
            return database.run(
                    script,
                    results -> {
                        Optional<Mark> floor = readFloor(results);
                        return new Listed(results.rows(this::conversation), floor);
                    });
        }
        Search search = listing.search().get();
        return search.words().isEmpty()
                ? new Listed(List.of(), Optional.empty())
                : search(ConversationSql.words(search));
    }

    private Listed search(String[] words) {
        record Ahead(Listed listed, boolean isAll) {}
        Ahead ahead =
                database.run(
                        readAhead(words).addTo(floor()),
                        results -> {
                            Optional<Mark> floor = readFloor(results);
                            List<Conversation> found = new ArrayList<>();
                            List<Long> read =
                                    results.rows(row -> {
                                        if (!row.isNull("id")) {
                                            found.add(conversation(row));
                                        }
                                        return row.number("texts");
                                    });
                            boolean isAll = found.size() == limit || read.getFirst() < readAhead;
                            return new Ahead(new Listed(found, floor), isAll);
                        });
        if (ahead.isAll()) {
            return ahead.listed();
        }
        Script index = askIndex(words).addTo(new Script());
        return new Listed(
                database.run(index, results -> results.rows(this::conversation)),
                ahead.listed().floor());
    }

    private Part readAhead(String[] words) {
        return Part.of(
                        """
                        WITH ahead AS MATERIALIZED (
                            SELECT range.id, words @@ owned_search(?, ?, true) AS hit
                            FROM (\
                        """,
                        shelf.owner().key(),
                        words)
                .then(range())
                .then(
                        """
                        ) AS range JOIN conversation_texts ON conversation_id = range.id
                            ORDER BY range.last_activity_at DESC, range.id DESC LIMIT ?)
                        SELECT * FROM (SELECT count(*) AS texts FROM ahead) AS counted
                            LEFT JOIN LATERAL (
                                SELECT * FROM conversations
                                WHERE id IN (SELECT ahead.id FROM ahead WHERE hit)
                                ORDER BY last_activity_at DESC, id DESC LIMIT ?) AS found ON true
                        """
                                + NEWEST_FIRST,
                        readAhead,
                        limit);
    }

    /// Too many words begin with a letter or two for the index to gather all their places: where
    /// there are other words, it is asked for these, and what it finds is looked through.
    private Part askIndex(String[] words) {
        String last = words[words.length - 1];
        boolean isVague =
                words.length > 1
                        && last.length() <= 2
                        && !Character.isIdeographic(last.codePointAt(0));
        return Part.of(
                        """
                        WITH found AS MATERIALIZED (
                            SELECT DISTINCT conversation_id
                            FROM (SELECT conversation_id, words FROM conversation_texts
                                  WHERE words @@ owned_search(?, ?, ?) OFFSET 0) AS likely
                            WHERE words @@ owned_search(?, ?, true))
                        SELECT range.* FROM found JOIN (\
                        """,
                        shelf.owner().key(),
                        isVague ? Arrays.copyOf(words, words.length - 1) : words,
                        !isVague,
                        shelf.owner().key(),
                        words)
                .then(range())
                .then(") AS range ON range.id = conversation_id" + NEWEST_FIRST + "LIMIT ?", limit);
    }

    /// The conversations to be listed or searched. A list of those shown begins with just these;
    /// going on, it is held by the floor it began with, whatever is shown now.
    private Part range() {
        Part mine = Part.of("SELECT * FROM conversations WHERE owner_key = ?", shelf.owner().key());
        if (after.isPresent()) {
            Mark mark = after.get().mark();
            mine =
                    mine.then(
                            " AND (last_activity_at, id) < (?, ?)",
                            mark.lastActivityAt(),
                            mark.id().value());
        }
        return switch (listing.state()) {
            case ARCHIVED ->
                    mine.then(" AND (last_activity_at, id) < (").then(lastShown()).then(")");
            case ACTIVE -> {
                if (after.isEmpty()) {
                    yield mine.then(NEWEST_FIRST + "LIMIT ?", shelf.cap().shown());
                }
                Optional<Mark> floor = after.get().floor();
                yield floor.isEmpty()
                        ? mine
                        : mine.then(
                                " AND (last_activity_at, id) >= (?, ?)",
                                floor.get().lastActivityAt(),
                                floor.get().id().value());
            }
        };
    }

    /// The last one shown, unless fewer are there than may be shown.
    private Part lastShown() {
        return Part.of(
                "SELECT last_activity_at, id FROM conversations WHERE owner_key = ?"
                        + NEWEST_FIRST
                        + "OFFSET ? LIMIT 1",
                shelf.owner().key(),
                shelf.cap().shown() - 1);
    }

    private boolean needsFloor() {
        return listing.state() == ConversationState.ACTIVE && after.isEmpty();
    }

    /// Begins with the floor, if the list needs one: it is looked for before the page, so that what
    /// is added in between is above it.
    private Script floor() {
        return needsFloor() ? lastShown().addTo(new Script()) : new Script();
    }

    private Optional<Mark> readFloor(Results results) throws SQLException {
        return needsFloor()
                ? results.row(row ->
                        new Mark(
                                row.instant("last_activity_at"),
                                new ConversationId(row.uuid("id"))))
                : after.flatMap(Bookmark::floor);
    }

    private Conversation conversation(Row row) throws SQLException {
        return PostgresConversations.conversation(row, listing.state());
    }
}
