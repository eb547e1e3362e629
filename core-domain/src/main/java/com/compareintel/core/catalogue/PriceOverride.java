package com.compareintel.core.catalogue;

/// Rates that replace the base rates under a condition.
///
/// @param aboveInputTokens applies to prompts with strictly more tokens than this; -1 for any
///   prompt
/// @param atCertainTimes whether it also depends on the hour; such rates are always reckoned with
/// @param rates the complete rates while it applies
public record PriceOverride(long aboveInputTokens, boolean atCertainTimes, Rates rates) {
    boolean mayApplyTo(long inputTokens) {
        return inputTokens > aboveInputTokens;
    }
}
