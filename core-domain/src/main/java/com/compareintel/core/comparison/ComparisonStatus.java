package com.compareintel.core.comparison;

import java.util.Collection;

/// Where a comparison stands. All but the first are final.
public enum ComparisonStatus {
    RUNNING,
    COMPLETED,
    PARTIAL,
    CANCELLED,
    FAILED;

    /// What answers that have all ended make of their comparison.
    public static ComparisonStatus of(Collection<AnswerStatus> answers) {
        if (answers.stream().anyMatch(answer -> !answer.isFinal())) {
            return RUNNING;
        }
        if (answers.stream().allMatch(answer -> answer == AnswerStatus.COMPLETED)) {
            return COMPLETED;
        }
        if (answers.contains(AnswerStatus.COMPLETED)) {
            return PARTIAL;
        }
        return answers.contains(AnswerStatus.CANCELLED) ? CANCELLED : FAILED;
    }
}
