package com.compareintel.core.conversation;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
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
    /// Conversations by (last activity, id), newest first, from behind `after` on.
    ///
    /// @param limit at least 1
    Listed list(Shelf shelf, Listing listing, Optional<Bookmark> after, int limit);

    /// A conversation without its turns.
    Optional<Conversation> find(Shelf shelf, ConversationId id);

    /// The turns of a conversation, oldest first, from behind `after` on. There is always one; none
    /// at all means that there is no such conversation.
    ///
    /// @param limit at least 1
    List<Comparison> turns(Owner owner, ConversationId id, Optional<TurnMark> after, int limit);

    /// Gives it another title; answers the conversation as it is then.
    Optional<Conversation> rename(Shelf shelf, ConversationId id, String title);

    /// Deletes it with all its turns for good, unless a turn is running.
    Deletion delete(Owner owner, ConversationId id);

    /// Copies what one model has seen and said of a conversation to a new one: every prompt, and
    /// this model's answers. A turn in which the model was not asked becomes one without answers,
    /// because in a further turn the model would see its prompt, too. The copies hold, charge and
    /// cost nothing. The new conversation is active as of now; the other stays as it is.
    Breakout.Outcome breakOut(Shelf shelf, Breakout breakout);

    /// A place in the list of conversations.
    record Mark(Instant lastActivityAt, ConversationId id) {}

    /// Where to go on in a list, such that rows added meanwhile neither repeat nor hide others.
    ///
    /// @param mark the last one seen
    /// @param floor the last one of those that were shown when the list was begun; empty for a list
    ///   of archived ones, which has no end but its own
    record Bookmark(Mark mark, Optional<Mark> floor) {}

    /// A part of a list.
    ///
    /// @param floor for the bookmark
    record Listed(List<Conversation> conversations, Optional<Mark> floor) {
        public Listed {
            conversations = List.copyOf(conversations);
        }
    }

    /// A place in a conversation.
    record TurnMark(Instant createdAt, ComparisonId id) {}

    /// What became of a deletion.
    enum Deletion {
        DELETED,
        /// A turn is still running; nothing was deleted.
        BUSY,
        MISSING
    }
}
