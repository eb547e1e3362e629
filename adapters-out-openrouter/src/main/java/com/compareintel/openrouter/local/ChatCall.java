package com.compareintel.openrouter.local;

import java.time.Instant;

/// An accepted call: who answers what, how, and under which handle.
///
/// @param share what the cache did for its prompt
record ChatCall(
        String generationId,
        FakeModel model,
        Script script,
        ChatRequest request,
        PromptCache.Share share,
        Instant acceptedAt) {
    /// The most tokens the answer may have.
    int completionLimit() {
        return request.maxTokens().orElse(model.completionLimit());
    }

    /// Whether hanging up stops the model, and the bill.
    boolean stopsWhenClosed() {
        return request.streamed() && !script.has(Quirk.IGNORES_CANCEL);
    }

    /// The id under which the answer says it was served.
    String servedModel() {
        return script.has(Quirk.DATED_SLUG) ? model.datedSlug() : model.id();
    }
}
