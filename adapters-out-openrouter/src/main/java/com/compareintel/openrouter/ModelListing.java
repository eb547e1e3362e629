package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Reasoning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the upstream's list says of a model; everything but the id may be missing.
///
/// @param price empty if the list names none that could be charged by
record ModelListing(
        ModelId id,
        String name,
        String provider,
        String description,
        OptionalLong contextLength,
        OptionalLong maxOutputTokens,
        List<String> inputModalities,
        Set<String> supportedParameters,
        Reasoning reasoning,
        Optional<ModelPrice> price) {

    ModelListing {
        inputModalities = List.copyOf(inputModalities);
        supportedParameters = Set.copyOf(supportedParameters);
    }
}
