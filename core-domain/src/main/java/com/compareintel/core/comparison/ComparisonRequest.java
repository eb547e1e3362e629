package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One prompt for several models.
///
/// @param models at least one, distinct, in the caller's order
/// @param conversation the conversation it continues, if it does; needs `store`
/// @param store whether a conversation keeps it
/// @param cancelOnDisconnect whether it ends when nobody has been listening for a while
public record ComparisonRequest(
        Prompt prompt,
        List<ModelId> models,
        Optional<ConversationId> conversation,
        Parameters parameters,
        boolean store,
        boolean cancelOnDisconnect) {
    public ComparisonRequest {
        if (prompt.text().isEmpty()) {
            throw new IllegalArgumentException("nothing is asked");
        }
        models = List.copyOf(models);
        if (models.isEmpty() || new HashSet<>(models).size() != models.size()) {
            throw new IllegalArgumentException("models must be distinct and at least one");
        }
        if (!store && conversation.isPresent()) {
            throw new IllegalArgumentException("a comparison that is not stored continues nothing");
        }
    }
}
