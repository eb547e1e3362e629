package com.compareintel.core.conversation;

import com.compareintel.core.comparison.Comparison;
import java.util.List;

/// A conversation with all its turns, oldest first.
public record Transcript(Conversation conversation, List<Comparison> turns) {
    public Transcript {
        turns = List.copyOf(turns);
    }
}
