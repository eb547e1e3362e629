package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import java.util.Map;

/// What later turns of a conversation may see of an earlier one.
///
/// @param prompt what was asked
/// @param answers the answers that were charged, by model; each model sees its own only
public record PastTurn(String prompt, Map<ModelId, String> answers) {
    public PastTurn {
        answers = Map.copyOf(answers);
    }
}
