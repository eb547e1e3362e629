package com.compareintel.http.conversation;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.http.comparison.ComparisonJson;
import com.compareintel.http.json.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a conversation may be exported as, in parts: a head, the turns, an end.
enum ExportFormat {
    MARKDOWN("md", "text/markdown; charset=utf-8") {
        @Override
        String head(Conversation conversation) {
            return ConversationMarkdown.title(conversation.title());
        }

        @Override
        String turn(int number, Comparison turn) {
            return ConversationMarkdown.turn(number, turn);
        }

        @Override
        String end() {
            return "";
        }
    },

    /// The same object that shows a conversation.
    JSON("json", "application/json") {
        @Override
        String head(Conversation conversation) {
            String head = json(ConversationJson.of(conversation));
            return head.substring(0, head.length() - 1) + ",\"turns\":[";
        }

        @Override
        String turn(int number, Comparison turn) {
            return (number == 1 ? "" : ",") + json(ComparisonJson.of(turn));
        }

        @Override
        String end() {
            return "]}";
        }
    };

    private final String extension;
    private final String mediaType;

    ExportFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    abstract String head(Conversation conversation);

    /// @param number from 1 on
    abstract String turn(int number, Comparison turn);

    abstract String end();

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }

    static Optional<ExportFormat> named(String name) {
        for (ExportFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static String json(Object value) {
        return new String(Wire.bytes(value), StandardCharsets.UTF_8);
    }
}
