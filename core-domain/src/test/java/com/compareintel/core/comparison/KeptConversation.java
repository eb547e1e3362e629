package com.compareintel.core.comparison;

import com.compareintel.core.identity.Owner;
import java.time.Instant;
import java.util.Comparator;

/// A conversation of [InMemoryComparisons], without its turns.
public record KeptConversation(
        ConversationId id, Owner owner, String title, Instant createdAt, Instant lastActivityAt) {
    /// The order of conversations: by (last activity, id).
    public static final Comparator<KeptConversation> OLDEST_FIRST =
            Comparator.comparing(KeptConversation::lastActivityAt)
                    .thenComparing(kept -> kept.id().toString());

    KeptConversation activeAt(Instant now) {
        return new KeptConversation(id, owner, title, createdAt, now);
    }
}
