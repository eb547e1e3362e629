package com.compareintel.core.comparison;

/// The tokens of one answer.
///
/// @param outputTokens all that came out, reasoning included
/// @param reasoningTokens how many of these were reasoning
/// @param cachedTokens how many of the input came from the provider's cache
public record Usage(long inputTokens, long outputTokens, long reasoningTokens, long cachedTokens) {
    public Usage {
        if (inputTokens < 0 || outputTokens < 0 || reasoningTokens < 0 || cachedTokens < 0) {
            throw new IllegalArgumentException("tokens below zero");
        }
    }
}
