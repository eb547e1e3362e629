package com.compareintel.core.catalogue;

import com.compareintel.core.credit.Usd;
import java.util.Optional;

/// What one call costs: dollars for one input token, for one output token, and for the call itself.
///
/// @param cachedInput dollars for one input token that the provider had in its cache
/// @param keptInput dollars for one input token that the provider was asked to keep in its cache;
///   empty for models that are not to be asked
public record Rates(Usd input, Usd output, Usd request, Usd cachedInput, Optional<Usd> keptInput) {
    /// Free of charge.
    public static final Rates FREE = new Rates(Usd.ZERO, Usd.ZERO, Usd.ZERO);

    /// Rates that know no cache.
    public Rates(Usd input, Usd output, Usd request) {
        this(input, output, request, input, Optional.empty());
    }

    /// The price of a call with so many tokens, reasoning counted as output, none from a cache.
    public Usd costOf(long inputTokens, long outputTokens) {
        return costOf(inputTokens, 0, outputTokens);
    }

    /// The price of a call with so many tokens, reasoning counted as output.
    ///
    /// @param cachedTokens how many of the input tokens came from the provider's cache; more than
    ///   there were count as all
    public Usd costOf(long inputTokens, long cachedTokens, long outputTokens) {
        long cached = Math.min(cachedTokens, inputTokens);
        return input.times(inputTokens - cached)
                .plus(cachedInput.times(cached))
                .plus(output.times(outputTokens))
                .plus(request);
    }

    /// The rates of a call of which the provider is asked to keep the input: the dearer of the two
    /// input rates for every token, since nobody knows how much of it is in the cache already.
    public Rates whenKept() {
        return new Rates(
                keptInput.map(input::max).orElse(input), output, request, cachedInput, keptInput);
    }

    /// The same rates of a model that is never asked to keep anything.
    Rates withoutKeeping() {
        return new Rates(input, output, request, cachedInput, Optional.empty());
    }

    /// The higher of two rates in each part.
    public Rates max(Rates other) {
        return new Rates(
                input.max(other.input),
                output.max(other.output),
                request.max(other.request),
                cachedInput.max(other.cachedInput),
                keptInput.map(kept -> kept.max(other.keptInput.orElse(kept))).or(other::keptInput));
    }

    /// Whether nothing is ever charged at these rates.
    public boolean isFree() {
        return input.isZero() && output.isZero() && request.isZero();
    }
}
