package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which models a caller may choose together, the same wherever models are chosen.
///
/// @param catalogue the models on sale
public record ModelChoice(Catalogue catalogue, TierTable tiers) {
    /// How soon the list of models may be there.
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    /// Why this caller may not compare these models; empty if it may.
    ///
    /// @param models at least one
    public Optional<Refusal> refusal(Caller caller, List<ModelId> models) {
        int most = tiers.of(caller.tier()).models();
        if (!catalogue.wasRead()) {
            return Optional.of(new Refusal.Unavailable(NEXT_TRY));
        }
        if (models.size() > most) {
            return Optional.of(new Refusal.TooManyModels(most));
        }
        List<ModelId> unknown = new ArrayList<>();
        List<ModelId> locked = new ArrayList<>();
        Tier minimum = caller.tier();
        for (ModelId model : models) {
            Optional<ModelCard> card = catalogue.find(model);
            if (card.isEmpty()) {
                unknown.add(model);
            } else if (!caller.mayUse(card.get())) {
                locked.add(model);
                Tier needed = card.get().minimumTier();
                minimum = minimum.includes(needed) ? minimum : needed;
            }
        }
        if (!unknown.isEmpty()) {
            return Optional.of(new Refusal.UnknownModels(unknown));
        }
        return locked.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal.ModelsNotInTier(locked, minimum));
    }
}
