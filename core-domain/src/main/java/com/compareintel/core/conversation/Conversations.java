package com.compareintel.core.conversation;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps conversations for their owners. Each method is one transaction; somebody else's
/// conversation is as good as none. Thread-safe and blocking; a broken database is an unchecked
/// exception.
@Port
public interface Conversations {
    /// The owner's conversations by (last activity, id), newest first, from behind `after` on.
    ///
    /// @param limit at least 1
    List<Conversation> list(Owner owner, Optional<Mark> after, int limit);

    /// A conversation with its turns.
    Optional<Transcript> find(Owner owner, ConversationId id);

    /// Gives it another title; answers the conversation as it is then.
    Optional<Conversation> rename(Owner owner, ConversationId id, String title);

    /// Deletes it with all its turns for good, unless a turn is running.
    Deletion delete(Owner owner, ConversationId id);

    /// A place in the list of conversations.
    record Mark(Instant lastActivityAt, ConversationId id) {}

    /// What became of a deletion.
    enum Deletion {
        DELETED,
        /// A turn is still running; nothing was deleted.
        BUSY,
        MISSING
    }
}
