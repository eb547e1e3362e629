package com.compareintel.core.comparison;

import com.compareintel.core.tier.TierLimits;

/// How many of an owner's conversations are shown and can be continued: those most recently active,
/// by (last activity, id). The ones beyond are archived. That is never stored: it follows from what
/// else there is, so a conversation comes back into view when others go or the tier rises.
///
/// @param shown at least 1
public record ConversationCap(int shown) {
    public ConversationCap {
        if (shown < 1) {
            throw new IllegalArgumentException("at least one is shown: " + shown);
        }
    }

    /// The cap of a tier.
    public static ConversationCap of(TierLimits limits) {
        return new ConversationCap(limits.conversations());
    }

    /// Whether a conversation is shown.
    ///
    /// @param newer how many of its owner's conversations stand before it
    public boolean shows(long newer) {
        return newer < shown;
    }
}
