package com.compareintel.core.conversation;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.Conversations.Listed;
import com.compareintel.core.conversation.Conversations.Mark;
import com.compareintel.core.tier.TierTable;
import java.util.List;
import java.util.Optional;

/// Lists, shows, renames and deletes a caller's conversations.
@UseCase
public final class KeepConversations {
    private final Conversations conversations;
    private final TierTable tiers;

    public KeepConversations(Conversations conversations, TierTable tiers) {
        this.conversations = conversations;
        this.tiers = tiers;
    }

    /// A part of a list, and where the next one begins, if there is one.
    public record Page(List<Conversation> conversations, Optional<Bookmark> next) {
        public Page {
            conversations = List.copyOf(conversations);
        }
    }

    /// What a caller who wants to read a conversation gets.
    public sealed interface Shown {
        /// All of it.
        record Open(Transcript transcript) implements Shown {}

        /// Nothing: it is beyond the number that the tier shows.
        record Archived() implements Shown {}

        /// There is no such conversation of this caller.
        record Missing() implements Shown {}
    }

    private Shelf shelf(Caller caller) {
        return new Shelf(caller.owner(), ConversationCap.of(tiers.of(caller.tier())));
    }

    /// One page of the caller's conversations, newest activity first.
    ///
    /// @param size at least 1
    public Page list(Caller caller, Listing listing, Optional<Bookmark> after, int size) {
        Listed listed = conversations.list(shelf(caller), listing, after, size + 1);
        List<Conversation> found = listed.conversations();
        if (found.size() <= size) {
            return new Page(found, Optional.empty());
        }
        Conversation last = found.get(size - 1);
        Mark mark = new Mark(last.lastActivityAt(), last.id());
        return new Page(found.subList(0, size), Optional.of(new Bookmark(mark, listed.floor())));
    }

    /// A conversation with its turns in order.
    public Shown show(Caller caller, ConversationId id) {
        Optional<Conversation> found = conversations.find(shelf(caller), id);
        if (found.isEmpty()) {
            return new Shown.Missing();
        }
        return switch (found.get().state()) {
            case ARCHIVED -> new Shown.Archived();
            case ACTIVE ->
                    transcript(caller, found.get())
                            .<Shown>map(Shown.Open::new)
                            .orElseGet(Shown.Missing::new);
        };
    }

    /// A conversation with its turns, wherever it stands.
    public Optional<Transcript> transcript(Caller caller, ConversationId id) {
        return conversations.find(shelf(caller), id).flatMap(found -> transcript(caller, found));
    }

    private Optional<Transcript> transcript(Caller caller, Conversation conversation) {
        List<Comparison> turns =
                conversations.turns(
                        caller.owner(), conversation.id(), Optional.empty(), Integer.MAX_VALUE);
        return turns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Transcript(conversation, turns));
    }

    /// Renames a conversation.
    ///
    /// @param title not blank, at most [ConversationTitle#MAX_LENGTH] characters
    public Optional<Conversation> rename(Caller caller, ConversationId id, String title) {
        if (title.isBlank() || title.length() > ConversationTitle.MAX_LENGTH) {
            throw new IllegalArgumentException("title of " + title.length() + " characters");
        }
        return conversations.rename(shelf(caller), id, title);
    }

    /// Deletes a conversation for good.
    public Conversations.Deletion delete(Caller caller, ConversationId id) {
        return conversations.delete(caller.owner(), id);
    }
}
