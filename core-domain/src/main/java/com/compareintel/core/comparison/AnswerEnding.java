package com.compareintel.core.comparison;

import java.util.List;
import java.util.Optional;

/// An answer that has ended, with its bill: what is stored of it, once.
///
/// @param answer in a final status
/// @param generation the provider's handle of the last call
/// @param calls the calls to the provider that it took and whose handle is known or may still come;
///   an ending that is read again has none, for they were dealt with when it was stored
public record AnswerEnding(
        Answer answer, Bill bill, Optional<String> generation, List<ProviderCall> calls) {
    public AnswerEnding {
        if (!answer.status().isFinal()) {
            throw new IllegalArgumentException("answer has not ended: " + answer.status());
        }
        calls = List.copyOf(calls);
    }

    /// An ending of which no call is left to deal with.
    public AnswerEnding(Answer answer, Bill bill, Optional<String> generation) {
        this(answer, bill, generation, List.of());
    }
}
