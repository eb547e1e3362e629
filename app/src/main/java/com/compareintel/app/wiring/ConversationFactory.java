package com.compareintel.app.wiring;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.conversation.BreakOut;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Conversations.
@Factory
final class ConversationFactory {
    @Singleton
    KeepConversations keepConversations(Conversations conversations, TierTable tiers) {
        return new KeepConversations(conversations, tiers);
    }

    @Singleton
    ExportConversation exportConversation(Conversations conversations, TierTable tiers) {
        return new ExportConversation(conversations, tiers);
    }

    @Singleton
    BreakOut breakOut(
            Conversations conversations,
            Comparisons comparisons,
            RateLimiter limiter,
            TierTable tiers,
            TimeOrderedIds ids,
            Clock clock) {
        return new BreakOut(conversations, comparisons, limiter, tiers, ids, clock);
    }
}
