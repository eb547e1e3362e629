package com.compareintel.core.conversation;

import com.compareintel.core.comparison.ConversationId;
import java.time.Instant;

/// A conversation, whose turns are comparisons.
///
/// @param lastActivityAt when its last turn began; reading changes nothing
public record Conversation(
        ConversationId id, String title, Instant createdAt, Instant lastActivityAt) {}
