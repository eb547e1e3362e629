package com.compareintel.http.conversation;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Conversations.Mark;
import com.compareintel.http.json.Ids;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A place in the list of conversations as an opaque text: a moment and an id, and again for the
/// floor of the list, if it has one.
final class Cursor {
    /// Activities lie between these; a database need not know any other time.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String of(Bookmark bookmark) {
        String plain =
                text(bookmark.mark()) + bookmark.floor().map(floor -> " " + text(floor)).orElse("");
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Mark mark) {
        return mark.lastActivityAt() + " " + mark.id();
    }

    static Optional<Bookmark> parse(String cursor) {
        try {
            String plain =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            String[] parts = plain.split(" ", -1);
            return switch (parts.length) {
                case 2 ->
                        mark(parts[0], parts[1]).map(mark -> new Bookmark(mark, Optional.empty()));
                case 4 -> {
                    Optional<Mark> floor = mark(parts[2], parts[3]);
                    yield floor.isEmpty()
                            ? Optional.empty()
                            : mark(parts[0], parts[1]).map(mark -> new Bookmark(mark, floor));
                }
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Mark> mark(String moment, String id) {
        Instant at = Instant.parse(moment);
        return at.isBefore(EARLIEST) || at.isAfter(LATEST)
                ? Optional.empty()
                : Ids.parse(id).map(uuid -> new Mark(at, new ConversationId(uuid)));
    }
}
