package com.compareintel.core.conversation;

import com.compareintel.core.Confined;
import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversations.TurnMark;
import com.compareintel.core.tier.TierTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Gives a caller all of a conversation, archived ones too: the text is the user's. However long it
/// is, a few turns at a time are in memory.
@UseCase
public final class ExportConversation {
    /// A turn of twelve long answers is some megabytes.
    private static final int TURNS_AT_ONCE = 4;

    private final Conversations conversations;
    private final TierTable tiers;

    public ExportConversation(Conversations conversations, TierTable tiers) {
        this.conversations = conversations;
        this.tiers = tiers;
    }

    /// A conversation to be read to its end.
    ///
    /// @param turns oldest first, read from where they are kept as they are asked for; for one
    ///   reader
    public record Export(Conversation conversation, Iterator<Comparison> turns) {}

    /// The whole conversation.
    public Optional<Export> of(Caller caller, ConversationId id) {
        Shelf shelf = new Shelf(caller.owner(), ConversationCap.of(tiers.of(caller.tier())));
        return conversations
                .find(shelf, id)
                .map(found -> new Export(found, new Turns(conversations, shelf, id)));
    }

    /// Owned by the reader of the export.
    @Confined
    private static final class Turns implements Iterator<Comparison> {
        private final Conversations conversations;
        private final Shelf shelf;
        private final ConversationId id;
        private final Deque<Comparison> read = new ArrayDeque<>();
        private Optional<TurnMark> last = Optional.empty();
        private boolean ended;

        Turns(Conversations conversations, Shelf shelf, ConversationId id) {
            this.conversations = conversations;
            this.shelf = shelf;
            this.id = id;
        }

        @Override
        public boolean hasNext() {
            if (read.isEmpty() && !ended) {
                read.addAll(conversations.turns(shelf.owner(), id, last, TURNS_AT_ONCE));
                ended = read.size() < TURNS_AT_ONCE;
            }
            return !read.isEmpty();
        }

        @Override
        public Comparison next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the conversation has no further turn");
            }
            Comparison turn = read.removeFirst();
            last = Optional.of(new TurnMark(turn.createdAt(), turn.id()));
            return turn;
        }
    }
}
