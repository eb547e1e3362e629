package com.compareintel.openrouter.local;

/// Tokens of one call; `completion` includes `reasoning`, `prompt` includes those read from the
/// cache and those written to it.
record TokenCount(int prompt, int completion, int reasoning, PromptCache.Share share) {
    /// Tokens of a call without a cache.
    TokenCount(int prompt, int completion, int reasoning) {
        this(prompt, completion, reasoning, PromptCache.Share.NONE);
    }

    int total() {
        return prompt + completion;
    }

    TokenCount plus(Piece piece) {
        return new TokenCount(
                prompt,
                completion + 1,
                piece.kind() == Piece.Kind.REASONING ? reasoning + 1 : reasoning,
                share);
    }
}
