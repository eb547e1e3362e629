package com.compareintel.http.comparison;

import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ProviderSignal;
import java.util.Optional;

/// What models say in tests.
final class Says {
    private Says() {}

    static ProviderSignal text(String text) {
        return new ProviderSignal.Text(text);
    }

    static ProviderSignal thought(String text) {
        return new ProviderSignal.Thought(text);
    }

    /// The end of an answer, with what it used and cost.
    static ProviderSignal end(String usd) {
        return new ProviderSignal.Ended(
                FinishReason.STOP, Optional.of(new Usage(12, 40, 5, 3)), Optional.of(Usd.of(usd)));
    }

    /// Who answers.
    static ProviderSignal served() {
        return new ProviderSignal.Served(Optional.of("one-2026"), Optional.of("Somebody"));
    }

    /// The end of an answer of which the provider tells nothing.
    static ProviderSignal bareEnd() {
        return new ProviderSignal.Ended(FinishReason.LENGTH, Optional.empty(), Optional.empty());
    }

    static ProviderSignal failure(FailureCode code, boolean retryable) {
        return ProviderSignal.Failed.of(new AnswerFailure(code, retryable), 0);
    }
}
