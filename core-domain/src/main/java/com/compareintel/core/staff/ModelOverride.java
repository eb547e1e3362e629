package com.compareintel.core.staff;

import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.tier.Tier;
import java.util.Optional;
import java.util.StringJoiner;

/// How the operator sells a model otherwise than its provider and the price list say.
///
/// @param hidden whether it is not sold
/// @param minimumTier the lowest tier that may use it, whatever it costs
/// @param rates its list price, in place of all that the provider tells
public record ModelOverride(boolean hidden, Optional<Tier> minimumTier, Optional<Rates> rates) {
    /// As the provider and the price list say.
    public static final ModelOverride NONE =
            new ModelOverride(false, Optional.empty(), Optional.empty());

    /// Whether nothing is overridden.
    public boolean isNone() {
        return equals(NONE);
    }

    /// What the audit says of it; empty if nothing is overridden.
    public Optional<String> words() {
        StringJoiner words = new StringJoiner(", ");
        if (hidden) {
            words.add("hidden");
        }
        minimumTier.ifPresent(tier -> words.add("tier " + tier.wireName()));
        rates.ifPresent(price ->
                words.add(
                        "US$ "
                                + price.input()
                                + " an input token, "
                                + price.output()
                                + " an output token, "
                                + price.request()
                                + " a call"));
        return isNone() ? Optional.empty() : Optional.of(words.toString());
    }
}
