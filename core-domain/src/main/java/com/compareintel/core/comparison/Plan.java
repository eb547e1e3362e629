package com.compareintel.core.comparison;

import com.compareintel.core.credit.Credits;
import java.util.List;

/// What a comparison will do and what it needs.
///
/// @param answers in the order in which the models were named
/// @param hold what has to be set aside
/// @param maxOutputTokens the largest bound among the answers
public record Plan(List<PlannedAnswer> answers, Credits hold, int maxOutputTokens) {
    public Plan {
        answers = List.copyOf(answers);
    }
}
