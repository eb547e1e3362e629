package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Why a comparison may not start, with what the caller needs to do better. A refusal implies that
/// nothing was written.
public sealed interface Refusal {
    /// Asked too often.
    record RateLimited(Duration retryAfter) implements Refusal {}

    /// The models are not known at the moment, for the provider has never answered.
    record Unavailable(Duration retryAfter) implements Refusal {}

    /// This instance is about to stop and starts nothing new; another one does.
    record Draining(Duration retryAfter) implements Refusal {}

    /// The account that calls was suspended since its credential was looked at.
    record Shut() implements Refusal {}

    /// There is no such conversation of this caller.
    record ConversationMissing() implements Refusal {}

    /// The conversation is beyond what the tier may continue.
    record ConversationArchived() implements Refusal {}

    /// The conversation's last turn is still running.
    record ConversationBusy() implements Refusal {}

    /// More models than the tier allows.
    record TooManyModels(int limit) implements Refusal {}

    /// Models that are not on sale.
    record UnknownModels(List<ModelId> models) implements Refusal {
        public UnknownModels {
            models = List.copyOf(models);
        }
    }

    /// Models that need a higher tier.
    ///
    /// @param minimumTier the lowest that may use all of them
    record ModelsNotInTier(List<ModelId> models, Tier minimumTier) implements Refusal {
        public ModelsNotInTier {
            models = List.copyOf(models);
        }
    }

    /// Models whose window the prompt does not fit into.
    record ContextTooLong(List<ModelId> models) implements Refusal {
        public ContextTooLong {
            models = List.copyOf(models);
        }
    }

    /// As many comparisons are running as may run at once.
    record TooManyOpen(Duration retryAfter) implements Refusal {}

    /// The service has more to do than it can do in time.
    record Overloaded(Duration retryAfter) implements Refusal {}

    /// Less credit than has to be held.
    ///
    /// @param required what has to be held
    /// @param remaining what could be held
    /// @param limit what is too short
    /// @param resetsAt when credit is granted anew; empty if waiting changes nothing
    /// @param affordableMaxOutputTokens the largest bound that would fit, if any does
    record InsufficientCredits(
            Credits required,
            Credits remaining,
            Pool.Limit limit,
            Optional<Instant> resetsAt,
            OptionalInt affordableMaxOutputTokens)
            implements Refusal {}

    /// The idempotency key was used before, for something else.
    record IdempotencyMismatch() implements Refusal {}
}
