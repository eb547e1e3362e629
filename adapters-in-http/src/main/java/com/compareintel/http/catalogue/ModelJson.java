package com.compareintel.http.catalogue;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.credit.Usd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model as a caller sees it.
record ModelJson(
        String id,
        String name,
        String provider,
        String description,
        long contextLength,
        @Nullable Long maxOutputTokens,
        List<String> inputModalities,
        List<String> supportedParameters,
        PricingJson pricing,
        String minimumTier,
        boolean available) {
    private static final long MILLION = 1_000_000;

    /// What it costs.
    public record PricingJson(String inputUsdPerMillion, String outputUsdPerMillion) {}

    static ModelJson of(ModelCard card, boolean available) {
        return new ModelJson(
                card.id().value(),
                card.name(),
                card.provider(),
                card.description(),
                card.contextLength(),
                card.maxOutputTokens().isPresent() ? card.maxOutputTokens().getAsLong() : null,
                card.inputModalities(),
                card.supportedParameters().stream().sorted().toList(),
                new PricingJson(
                        perMillion(card.price().base().input()),
                        perMillion(card.price().base().output())),
                card.minimumTier().wireName(),
                available);
    }

    private static String perMillion(Usd perToken) {
        return perToken.times(MILLION).toString();
    }
}
