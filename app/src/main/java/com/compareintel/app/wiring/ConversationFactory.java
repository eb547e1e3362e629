package com.compareintel.app.wiring;

import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.KeepConversations;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// Conversations.
@Factory
final class ConversationFactory {
    @Singleton
    KeepConversations keepConversations(Conversations conversations) {
        return new KeepConversations(conversations);
    }
}
