package com.compareintel.core.conversation;

import com.compareintel.core.comparison.ConversationCap;

/// Where a conversation stands among those of its owner.
public enum ConversationState {
    /// Shown, and can be continued.
    ACTIVE,
    /// Beyond the number that the tier shows: listed, exported, renamed and deleted only.
    ARCHIVED;

    /// The state of a conversation before which `newer` others of its owner stand.
    public static ConversationState of(ConversationCap cap, long newer) {
        return cap.shows(newer) ? ACTIVE : ARCHIVED;
    }
}
