package com.compareintel.core.staff;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.tier.Tier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The models of a provider as the operator sells them. Pure: the same models and overrides give
/// the same catalogue, of the same version, wherever that is computed.
///
/// @param rule finds the tier of a model whose price is overridden and whose tier is not
public record Assortment(Map<ModelId, ModelOverride> overrides, TierRule rule) {
    public Assortment {
        overrides = Map.copyOf(overrides);
    }

    /// How this model is sold.
    public ModelOverride of(ModelId model) {
        return overrides.getOrDefault(model, ModelOverride.NONE);
    }

    /// A model with the price and the tier it is sold at, also if it is hidden.
    public ModelCard sold(ModelCard card) {
        ModelOverride override = of(card.id());
        ModelPrice price = override.rates().map(ModelPrice::flat).orElse(card.price());
        Tier byPrice =
                override.rates().isPresent()
                        ? rule.minimumTier(card.id(), price)
                        : card.minimumTier();
        return card.sold(price, override.minimumTier().orElse(byPrice));
    }

    /// What is on sale of these.
    public Catalogue onSale(Catalogue provided) {
        return catalogue(
                provided,
                provided.models().values().stream()
                        .filter(card -> !of(card.id()).hidden())
                        .map(this::sold)
                        .toList());
    }

    /// All of these, hidden ones too: what runs already goes on.
    public Catalogue evenHidden(Catalogue provided) {
        return catalogue(provided, provided.models().values().stream().map(this::sold).toList());
    }

    private Catalogue catalogue(Catalogue provided, List<ModelCard> cards) {
        return overrides.isEmpty() || !provided.wasRead()
                ? provided
                : Catalogue.of(provided.version() + " " + words(), cards);
    }

    private String words() {
        Map<String, String> words = new TreeMap<>();
        overrides.forEach(
                (model, override) -> words.put(model.value(), override.words().orElse("")));
        return words.toString();
    }
}
