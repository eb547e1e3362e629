package com.compareintel.core.catalogue;

import com.compareintel.core.credit.Usd;

/// What one call costs: dollars for one input token, for one output token, and for the call itself.
public record Rates(Usd input, Usd output, Usd request) {
    /// Free of charge.
    public static final Rates FREE = new Rates(Usd.ZERO, Usd.ZERO, Usd.ZERO);

    /// The price of a call with so many tokens, reasoning counted as output.
    public Usd costOf(long inputTokens, long outputTokens) {
        return input.times(inputTokens).plus(output.times(outputTokens)).plus(request);
    }

    /// The higher of two rates in each part.
    public Rates max(Rates other) {
        return new Rates(
                input.max(other.input), output.max(other.output), request.max(other.request));
    }

    /// Whether nothing is ever charged at these rates.
    public boolean isFree() {
        return input.isZero() && output.isZero() && request.isZero();
    }
}
