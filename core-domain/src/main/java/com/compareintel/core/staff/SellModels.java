package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TierRule;
import java.util.List;
import java.util.Optional;

/// Shows staff how models are sold, and sees to it that a change is in force here at once; other
/// instances read it by themselves soon after.
@UseCase
public final class SellModels {
    private final ModelDirectory provided;
    private final ModelOverrides overrides;
    private final TierRule rule;
    private final Runnable changed;

    /// @param provided the models as their provider sells them
    /// @param changed reads the overrides anew
    public SellModels(
            ModelDirectory provided, ModelOverrides overrides, TierRule rule, Runnable changed) {
        this.provided = provided;
        this.overrides = overrides;
        this.rule = rule;
        this.changed = changed;
    }

    /// A model as its provider sells it, and as it is sold here.
    public record Sold(ModelCard provided, ModelOverride override, ModelCard here) {}

    /// All models that the provider has; empty before it ever answered.
    public Optional<List<Sold>> all() {
        Catalogue catalogue = provided.current();
        Assortment assortment = new Assortment(overrides.all(), rule);
        return catalogue.wasRead()
                ? Optional.of(
                        catalogue.models().values().stream()
                                .map(card -> sold(card, assortment))
                                .toList())
                : Optional.empty();
    }

    /// A model, if the provider has it.
    public Optional<Sold> find(ModelId model) {
        return provided.current()
                .find(model)
                .map(card -> sold(card, new Assortment(overrides.all(), rule)));
    }

    private static Sold sold(ModelCard card, Assortment assortment) {
        return new Sold(card, assortment.of(card.id()), assortment.sold(card));
    }

    /// Puts what was changed in force here.
    public void changed() {
        changed.run();
    }
}
