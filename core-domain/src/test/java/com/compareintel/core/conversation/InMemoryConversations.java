package com.compareintel.core.conversation;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.comparison.InMemoryComparisons.KeptConversation;
import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The conversations of [InMemoryComparisons]. Thread-safe.
public final class InMemoryConversations implements Conversations {
    private static final Comparator<Mark> OLDEST_FIRST =
            Comparator.comparing(Mark::lastActivityAt).thenComparing(mark -> mark.id().toString());

    private final InMemoryComparisons comparisons;

    public InMemoryConversations(InMemoryComparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public List<Conversation> list(Owner owner, Optional<Mark> after, int limit) {
        synchronized (comparisons) {
            return comparisons.conversations().stream()
                    .filter(kept -> kept.owner().equals(owner))
                    .map(this::conversation)
                    .filter(found ->
                            after.isEmpty() || OLDEST_FIRST.compare(mark(found), after.get()) < 0)
                    .sorted(
                            Comparator.comparing(
                                    InMemoryConversations::mark, OLDEST_FIRST.reversed()))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<Transcript> find(Owner owner, ConversationId id) {
        synchronized (comparisons) {
            return kept(owner, id)
                    .map(kept -> new Transcript(conversation(kept), comparisons.turnsOf(id)));
        }
    }

    @Override
    public Optional<Conversation> rename(Owner owner, ConversationId id, String title) {
        synchronized (comparisons) {
            kept(owner, id)
                    .ifPresent(old ->
                            comparisons.keep(
                                    new KeptConversation(id, owner, title, old.createdAt())));
            return kept(owner, id).map(this::conversation);
        }
    }

    @Override
    public Deletion delete(Owner owner, ConversationId id) {
        synchronized (comparisons) {
            if (kept(owner, id).isEmpty()) {
                return Deletion.MISSING;
            }
            return comparisons.forget(id) ? Deletion.DELETED : Deletion.BUSY;
        }
    }

    private Optional<KeptConversation> kept(Owner owner, ConversationId id) {
        return comparisons.conversations().stream()
                .filter(kept -> kept.id().equals(id) && kept.owner().equals(owner))
                .findFirst();
    }

    private Conversation conversation(KeptConversation kept) {
        Instant lastActivity = kept.createdAt();
        for (Comparison turn : comparisons.turnsOf(kept.id())) {
            lastActivity = turn.createdAt();
        }
        return new Conversation(kept.id(), kept.title(), kept.createdAt(), lastActivity);
    }

    private static Mark mark(Conversation conversation) {
        return new Mark(conversation.lastActivityAt(), conversation.id());
    }
}
