package com.compareintel.core.usage;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.util.Optional;

/// What comparisons that ended have used.
///
/// @param comparisons how many ended
/// @param answers how many of their answers, whatever the ending
/// @param outputTokens all that came out, reasoning included
/// @param reasoningTokens how many of these were reasoning
/// @param cachedTokens how many of the input came from the provider's cache
/// @param cost of all answers, whoever pays
/// @param credits what was charged; empty of a single model, for a comparison is charged as one
public record UsageTotal(
        long comparisons,
        long answers,
        long inputTokens,
        long outputTokens,
        long reasoningTokens,
        long cachedTokens,
        Usd cost,
        Optional<Credits> credits) {
    /// Nothing used, nothing charged.
    public static final UsageTotal NONE =
            new UsageTotal(0, 0, 0, 0, 0, 0, Usd.ZERO, Optional.of(Credits.NONE));

    /// Both together, of which either has credits or neither.
    public UsageTotal plus(UsageTotal other) {
        return new UsageTotal(
                comparisons + other.comparisons,
                answers + other.answers,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                reasoningTokens + other.reasoningTokens,
                cachedTokens + other.cachedTokens,
                cost.plus(other.cost),
                credits.flatMap(own -> other.credits.map(own::plus)));
    }

    /// The same without credits.
    public UsageTotal withoutCredits() {
        return new UsageTotal(
                comparisons,
                answers,
                inputTokens,
                outputTokens,
                reasoningTokens,
                cachedTokens,
                cost,
                Optional.empty());
    }

    /// The same of so many comparisons.
    public UsageTotal ofComparisons(long number) {
        return new UsageTotal(
                number,
                answers,
                inputTokens,
                outputTokens,
                reasoningTokens,
                cachedTokens,
                cost,
                credits);
    }
}
