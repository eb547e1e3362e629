package com.compareintel.core.comparison;

import java.util.Optional;

/// An answer that has ended, with its bill: what is stored of it, once.
///
/// @param answer in a final status
/// @param generation the provider's handle of the last call, by which its cost can be looked up
public record AnswerEnding(Answer answer, Bill bill, Optional<String> generation) {
    public AnswerEnding {
        if (!answer.status().isFinal()) {
            throw new IllegalArgumentException("answer has not ended: " + answer.status());
        }
    }
}
