package com.compareintel.http.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Conversations.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final String ID = "0198c0de-0000-7000-8000-0000deadbeef";

    private static Mark mark(String moment) {
        return new Mark(Instant.parse(moment), new ConversationId(UUID.fromString(ID)));
    }

    @Test
    void a_cursor_is_read_as_it_was_written() {
        Mark mark = mark("2026-03-10T12:00:00.123456Z");
        Mark floor = mark("2026-03-01T00:00:00Z");

        for (Optional<Mark> end : List.of(Optional.<Mark>empty(), Optional.of(floor))) {
            Bookmark bookmark = new Bookmark(mark, end);
            assertThat(Cursor.parse(Cursor.of(bookmark))).contains(bookmark);
            assertThat(Cursor.of(bookmark)).matches("[A-Za-z0-9_-]+");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "2026-03-10T12:00:00Z",
                "2026-03-10T12:00:00Z x",
                "yesterday " + ID,
                "+1000000000-01-01T00:00:00Z " + ID,
                "-1000000000-01-01T00:00:00Z " + ID,
                "1969-12-31T23:59:59Z " + ID,
                "2026-03-10T12:00:00Z " + ID + " x",
                "2026-03-10T12:00:00Z " + ID + " 2026-03-10T12:00:00Z x",
                "2026-03-10T12:00:00Z " + ID + " x " + ID,
            })
    void what_is_not_ours_is_none(String plain) {
        String encoded =
                Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertThat(Cursor.parse(encoded)).isEmpty();
        assertThat(Cursor.parse(plain)).isEmpty();
    }
}
