package com.compareintel.core.conversation;

import com.compareintel.core.UseCase;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.identity.Owner;
import java.util.List;
import java.util.Optional;

/// Lists, shows, renames and deletes an owner's conversations.
@UseCase
public final class KeepConversations {
    private final Conversations conversations;

    public KeepConversations(Conversations conversations) {
        this.conversations = conversations;
    }

    /// One page of the owner's conversations, newest activity first.
    public List<Conversation> list(Owner owner, Optional<Conversations.Mark> after, int limit) {
        return conversations.list(owner, after, limit);
    }

    /// A conversation with its turns in order.
    public Optional<Transcript> show(Owner owner, ConversationId id) {
        return conversations.find(owner, id);
    }

    /// Renames a conversation.
    ///
    /// @param title not blank, at most [ConversationTitle#MAX_LENGTH] characters
    public Optional<Conversation> rename(Owner owner, ConversationId id, String title) {
        if (title.isBlank() || title.length() > ConversationTitle.MAX_LENGTH) {
            throw new IllegalArgumentException("title of " + title.length() + " characters");
        }
        return conversations.rename(owner, id, title);
    }

    /// Deletes a conversation for good.
    public Conversations.Deletion delete(Owner owner, ConversationId id) {
        return conversations.delete(owner, id);
    }
}
