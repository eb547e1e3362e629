package com.compareintel.core.catalogue;

import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// What is known of a model that is sold. Names and descriptions come from outside and are hostile
/// text.
///
/// @param provider who made it
/// @param contextLength tokens of prompt and answer together, above zero
/// @param maxOutputTokens the model's own limit, if it has one
/// @param supportedParameters the request parameters it heeds, by wire name; empty when the
///   provider does not say, and then it is taken to heed them all
/// @param minimumTier the lowest tier that may use it
public record ModelCard(
        ModelId id,
        String name,
        String provider,
        String description,
        long contextLength,
        OptionalLong maxOutputTokens,
        List<String> inputModalities,
        Set<String> supportedParameters,
        Reasoning reasoning,
        ModelPrice price,
        Tier minimumTier) {
    public ModelCard {
        inputModalities = List.copyOf(inputModalities);
        supportedParameters = Set.copyOf(supportedParameters);
        if (contextLength < 1) {
            throw new IllegalArgumentException("context length of " + id + ": " + contextLength);
        }
    }

    /// Whether the model heeds a parameter.
    public boolean supports(String parameter) {
        return supportedParameters.isEmpty() || supportedParameters.contains(parameter);
    }

    /// Whether its provider keeps in a cache what it is asked to keep.
    public boolean takesMarks() {
        return price.base().keptInput().isPresent();
    }

    /// Whether a caller of this tier may use it.
    ///
    /// @param all whether that caller may use all models
    public boolean isOpenTo(Tier tier, boolean all) {
        return all || tier.includes(minimumTier);
    }

    /// A card that differs in its minimum tier only.
    public ModelCard withMinimumTier(Tier tier) {
        return sold(price, tier);
    }

    /// A card that differs in its price and its minimum tier only.
    public ModelCard sold(ModelPrice otherPrice, Tier tier) {
        return new ModelCard(
                id,
                name,
                provider,
                description,
                contextLength,
                maxOutputTokens,
                inputModalities,
                supportedParameters,
                reasoning,
                otherPrice,
                tier);
    }

    /// The most tokens this model can answer with, whoever asks.
    public long outputLimit() {
        return Math.min(maxOutputTokens.orElse(contextLength), contextLength);
    }
}
