package com.compareintel.http.conversation;

import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.Transcript;
import com.compareintel.http.comparison.ComparisonJson;
import com.compareintel.http.json.Instants;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as its owner sees it in a list.
record ConversationJson(
        String id, String title, String createdAt, String lastActivityAt, String state) {
    static ConversationJson of(Conversation conversation) {
        return new ConversationJson(
                conversation.id().toString(),
                conversation.title(),
                Instants.text(conversation.createdAt()),
                Instants.text(conversation.lastActivityAt()),
                "active");
    }

    /// A page of the list.
    public record PageJson(List<ConversationJson> data, @Nullable String nextCursor) {}

    /// A conversation with its turns.
    public record TranscriptJson(
            String id,
            String title,
            String createdAt,
            String lastActivityAt,
            String state,
            List<ComparisonJson> turns) {
        static TranscriptJson of(Transcript transcript) {
            ConversationJson head = ConversationJson.of(transcript.conversation());
            return new TranscriptJson(
                    head.id(),
                    head.title(),
                    head.createdAt(),
                    head.lastActivityAt(),
                    head.state(),
                    transcript.turns().stream().map(ComparisonJson::of).toList());
        }
    }
}
