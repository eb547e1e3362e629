package com.compareintel.core.conversation;

import com.compareintel.core.comparison.ConversationId;
import java.time.Instant;

/// A conversation, whose turns are comparisons.
///
/// @param lastActivityAt when its last turn began, or when it was broken out; reading changes
///   nothing
/// @param state as it was when the conversation was read
public record Conversation(
        ConversationId id,
        String title,
        Instant createdAt,
        Instant lastActivityAt,
        ConversationState state) {}
