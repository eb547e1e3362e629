package com.compareintel.http.conversation;

import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Transcript;
import com.compareintel.http.comparison.ComparisonJson;
import com.compareintel.http.json.Instants;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A conversation as its owner sees it.
record ConversationJson(
        String id, String title, String createdAt, String lastActivityAt, String state) {
    static ConversationJson of(Conversation conversation) {
        return new ConversationJson(
                conversation.id().toString(),
                conversation.title(),
                Instants.text(conversation.createdAt()),
                Instants.text(conversation.lastActivityAt()),
                conversation.state().name().toLowerCase(Locale.ROOT));
    }

    /// What is told of a conversation without its turns: of an archived one, little.
    static Object brief(Conversation conversation) {
        return conversation.state() == ConversationState.ARCHIVED
                ? new ArchivedJson(
                        conversation.id().toString(),
                        conversation.title(),
                        Instants.text(conversation.lastActivityAt()))
                : of(conversation);
    }

    /// An archived conversation.
    public record ArchivedJson(String id, String title, String lastActivityAt) {}

    /// A page of the list.
    public record PageJson(List<Object> data, @Nullable String nextCursor) {}

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
