package com.compareintel.core.catalogue;

import java.util.List;

/// The list price of a model: base rates and what may replace them.
///
/// @param overrides in the provider's order; the last that applies wins
public record ModelPrice(Rates base, List<PriceOverride> overrides) {
    public ModelPrice {
        overrides = List.copyOf(overrides);
    }

    /// A price without conditions.
    public static ModelPrice flat(Rates rates) {
        return new ModelPrice(rates, List.of());
    }

    /// The same price of a model that is never asked to keep anything.
    public ModelPrice withoutKeeping() {
        return new ModelPrice(
                base.withoutKeeping(),
                overrides.stream()
                        .map(override ->
                                new PriceOverride(
                                        override.aboveInputTokens(),
                                        override.atCertainTimes(),
                                        override.rates().withoutKeeping()))
                        .toList());
    }

    /// The most that a call with up to so many input tokens can cost: in each part the dearest rate
    /// that may apply.
    public Rates bound(long inputTokens) {
        Rates dearest = base;
        for (PriceOverride override : overrides) {
            if (override.mayApplyTo(inputTokens)) {
                dearest = dearest.max(override.rates());
            }
        }
        return dearest;
    }

    /// The list rates of a call that had so many input tokens. Rates that depend on the hour are
    /// left out: nobody is charged for an hour that may not have been.
    public Rates of(long inputTokens) {
        Rates current = base;
        for (PriceOverride override : overrides) {
            if (override.mayApplyTo(inputTokens) && !override.atCertainTimes()) {
                current = override.rates();
            }
        }
        return current;
    }
}
