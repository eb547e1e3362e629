package com.compareintel.core.comparison;

import java.util.List;

/// A comparison whose owner let its lease run out, claimed in a new epoch.
///
/// @param fence the right to write about it from now on
/// @param comparison as it is stored
/// @param endings of its answers that had ended
public record Orphan(Fence fence, Comparison comparison, List<AnswerEnding> endings) {
    public Orphan {
        endings = List.copyOf(endings);
    }
}
