package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import java.util.List;
import java.util.Set;

/// A comparison whose owner let its lease run out, claimed in a new epoch, with all it takes to go
/// on with it.
///
/// @param fence the right to write about it from now on
/// @param comparison as it is stored
/// @param endings of its answers that had ended
/// @param request what was asked for
/// @param history the turns before it in its conversation, oldest first
/// @param deaths how many owners it has outlived, this last one included unless it handed the
///   comparison over
/// @param cancelAsked the models that the user wants cancelled
public record Orphan(
        Fence fence,
        Comparison comparison,
        List<AnswerEnding> endings,
        ComparisonRequest request,
        List<PastTurn> history,
        int deaths,
        Set<ModelId> cancelAsked) {
    public Orphan {
        endings = List.copyOf(endings);
        history = List.copyOf(history);
        cancelAsked = Set.copyOf(cancelAsked);
    }
}
