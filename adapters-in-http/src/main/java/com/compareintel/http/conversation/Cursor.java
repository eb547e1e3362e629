package com.compareintel.http.conversation;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.Conversations.Mark;
import com.compareintel.http.json.Ids;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A place in the list of conversations as an opaque text.
final class Cursor {
    /// Activities lie between these; a database need not know any other time.
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Cursor() {}

    static String after(Conversation conversation) {
        String plain = conversation.lastActivityAt() + " " + conversation.id();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<Mark> parse(String text) {
        try {
            String plain =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int space = plain.indexOf(' ');
            if (space < 0) {
                return Optional.empty();
            }
            Instant at = Instant.parse(plain.substring(0, space));
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                return Optional.empty();
            }
            return Ids.parse(plain.substring(space + 1))
                    .map(id -> new Mark(at, new ConversationId(id)));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
