package com.compareintel.core.run;

import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.Optional;

/// What a provider tells while it answers. A call gives any number of the first kinds and then at
/// most one [Ended] or [Failed], after which nothing follows.
public sealed interface ProviderSignal {
    /// Whether this counts as a sign of life: bytes that carry no data do not.
    default boolean isData() {
        return switch (this) {
            case Text text -> true;
            case Thought thought -> true;
            case Annotated annotated -> true;
            case Finishing finishing -> true;
            case Accepted accepted -> false;
            case Served served -> false;
            case Metered metered -> false;
            case Ended ended -> true;
            case Failed failed -> false;
        };
    }

    /// The provider took the call.
    ///
    /// @param generation its handle, by which the cost can be looked up later
    record Accepted(String generation) implements ProviderSignal {}

    /// Who answers, told before the answer. A later one of the same call replaces it.
    ///
    /// @param model the model that answers, if the provider says so
    /// @param by who runs it, if the provider says so
    record Served(Optional<String> model, Optional<String> by) implements ProviderSignal {
        /// Nothing is known.
        public static final Served UNKNOWN = new Served(Optional.empty(), Optional.empty());
    }

    /// What the call has used and cost, as soon as the provider says so. A later one of the same
    /// call replaces it.
    record Metered(Optional<Usage> usage, Optional<Usd> cost) implements ProviderSignal {}

    /// More of the answer; not empty.
    record Text(String text) implements ProviderSignal {}

    /// More reasoning; not empty.
    record Thought(String text) implements ProviderSignal {}

    /// Something beside the text, such as a citation.
    record Annotated() implements ProviderSignal {}

    /// The model has stopped; how much it used may still follow.
    record Finishing(FinishReason reason) implements ProviderSignal {}

    /// The call is over and was a success.
    ///
    /// @param cost what the provider says it charged, if it says so
    record Ended(FinishReason reason, Optional<Usage> usage, Optional<Usd> cost)
            implements ProviderSignal {}

    /// The call is over and was none.
    ///
    /// @param retries how often a failure of this kind may be retried before any data came: 0, 1 or
    ///   2
    /// @param retryAfter how long the provider wants to be left alone, if it says so
    /// @param usage what it used nevertheless, if the provider says so
    /// @param cost what it cost nevertheless, if the provider says so
    /// @param strain whether the provider had too much to do
    record Failed(
            AnswerFailure failure,
            int retries,
            Optional<Duration> retryAfter,
            Optional<Usage> usage,
            Optional<Usd> cost,
            Strain strain)
            implements ProviderSignal {
        /// A failure that has nothing to do with how much the provider can carry.
        public Failed(
                AnswerFailure failure,
                int retries,
                Optional<Duration> retryAfter,
                Optional<Usage> usage,
                Optional<Usd> cost) {
            this(failure, retries, retryAfter, usage, cost, Strain.NONE);
        }

        /// A failure of which nothing but its kind is known.
        public static Failed of(AnswerFailure failure, int retries) {
            return new Failed(
                    failure, retries, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}
