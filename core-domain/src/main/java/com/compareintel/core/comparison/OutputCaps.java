package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.Reasoning;

/// How many tokens models may answer with when the caller does not say.
///
/// @param standard for most models
/// @param reasoning for models that reason by default
public record OutputCaps(int standard, int reasoning) {
    /// A default is never lowered below this to fit a balance.
    public static final int LEAST_DEFAULT = 512;

    /// The published defaults.
    public static final OutputCaps STANDARD = new OutputCaps(4_000, 12_000);

    public OutputCaps {
        if (standard < LEAST_DEFAULT || reasoning < LEAST_DEFAULT) {
            throw new IllegalArgumentException("default output caps below " + LEAST_DEFAULT);
        }
    }

    /// What this model may answer with, before its own limits.
    int of(Parameters parameters, ModelCard card) {
        return parameters
                .maxOutputTokens()
                .orElse(card.reasoning() == Reasoning.BY_DEFAULT ? reasoning : standard);
    }
}
