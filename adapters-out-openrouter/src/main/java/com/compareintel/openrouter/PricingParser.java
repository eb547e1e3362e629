package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.PriceOverride;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a model's `pricing`: decimal strings in dollars per unit, exact to the last digit.
///
/// A price that is missing, negative or no number, in the base or in an override, leaves the model
/// without a price. Reasoning is reckoned as output, at the dearer of the two rates. Prices of the
/// provider's cache that are missing or no number are those of other input; reading from the cache
/// is never reckoned dearer than that.
final class PricingParser {
    private PricingParser() {}

    /// Prices by unit, as a model's entry or an override of it names them.
    private record Units(
            Optional<Usd> prompt,
            Optional<Usd> completion,
            Optional<Usd> reasoning,
            Optional<Usd> request,
            Optional<Usd> cacheRead,
            Optional<Usd> cacheWrite) {

        Units overriddenBy(Units other) {
            return new Units(
                    other.prompt.or(() -> prompt),
                    other.completion.or(() -> completion),
                    other.reasoning.or(() -> reasoning),
                    other.request.or(() -> request),
                    other.cacheRead.or(() -> cacheRead),
                    other.cacheWrite.or(() -> cacheWrite));
        }

        Optional<Rates> rates() {
            if (prompt.isEmpty() || completion.isEmpty()) {
                return Optional.empty();
            }
            Usd output = completion.get().max(reasoning.orElse(Usd.ZERO));
            return Optional.of(
                    new Rates(
                            prompt.get(),
                            output,
                            request.orElse(Usd.ZERO),
                            cacheRead.map(prompt.get()::min).orElse(prompt.get()),
                            cacheWrite));
        }
    }

    /// One override, with the prices it changes.
    private record Special(long aboveInputTokens, boolean atCertainTimes, Units units) {
        /// Whether this applies wherever `other` does.
        boolean appliesWherever(Special other) {
            return !atCertainTimes && aboveInputTokens <= other.aboveInputTokens;
        }
    }

    static Optional<ModelPrice> parse(JsonNode pricing) {
        Optional<Units> base = units(pricing);
        Optional<Rates> baseRates = base.flatMap(Units::rates);
        if (baseRates.isEmpty()) {
            return Optional.empty();
        }
        List<Special> specials = new ArrayList<>();
        List<PriceOverride> overrides = new ArrayList<>();
        for (JsonNode entry : pricing.path("overrides")) {
            Optional<Special> special = special(entry);
            if (special.isEmpty()) {
                return Optional.empty();
            }
            specials.add(special.get());
            overrides.add(complete(base.get(), specials));
        }
        return Optional.of(new ModelPrice(baseRates.get(), overrides));
    }

    /// The last of these overrides with all the prices that hold while it applies: its own, else
    /// those of overrides that then apply too, else the base's.
    private static PriceOverride complete(Units base, List<Special> specials) {
        Special last = specials.getLast();
        Units units = base;
        for (Special earlier : specials.subList(0, specials.size() - 1)) {
            if (earlier.appliesWherever(last)) {
                units = units.overriddenBy(earlier.units());
            }
        }
        units = units.overriddenBy(last.units());
        return new PriceOverride(
                last.aboveInputTokens(), last.atCertainTimes(), units.rates().orElseThrow());
    }

    private static Optional<Special> special(JsonNode entry) {
        OptionalLong above = threshold(entry.path("min_prompt_tokens"));
        Optional<Units> units = units(entry);
        if (above.isEmpty() || units.isEmpty()) {
            return Optional.empty();
        }
        boolean timed = entry.hasNonNull("utc_start") || entry.hasNonNull("utc_end");
        return Optional.of(new Special(above.getAsLong(), timed, units.get()));
    }

    /// -1 if there is no threshold, nothing if there is a senseless one.
    private static OptionalLong threshold(JsonNode tokens) {
        if (tokens.isMissingNode() || tokens.isNull()) {
            return OptionalLong.of(-1);
        }
        return tokens.canConvertToLong() && tokens.asLong() >= 0
                ? OptionalLong.of(tokens.asLong())
                : OptionalLong.empty();
    }

    /// Nothing if any of the prices named is none.
    private static Optional<Units> units(JsonNode entry) {
        for (String unit : List.of("prompt", "completion", "internal_reasoning", "request")) {
            if (entry.hasNonNull(unit) && price(entry, unit).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Units(
                        price(entry, "prompt"),
                        price(entry, "completion"),
                        price(entry, "internal_reasoning"),
                        price(entry, "request"),
                        price(entry, "input_cache_read"),
                        price(entry, "input_cache_write")));
    }

    private static Optional<Usd> price(JsonNode entry, String unit) {
        JsonNode value = entry.path(unit);
        if (!value.isTextual() && !value.isNumber()) {
            return Optional.empty();
        }
        Optional<BigDecimal> amount = Decimals.nonNegative(value.asText());
        return amount.map(Usd::new);
    }
}
