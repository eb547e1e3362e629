package com.compareintel.core.conversation;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Idempotency;
import java.time.Instant;
import java.util.Optional;

/// The wish to go on with one model of a conversation alone, in a conversation of its own.
///
/// @param from the conversation to break out of
/// @param to the new one
public record Breakout(
        ConversationId from,
        ModelId model,
        ConversationId to,
        Optional<Idempotency> idempotency,
        Instant at) {

    /// What became of it. Only the first wrote anything.
    public sealed interface Outcome {
        /// The new conversation is there.
        record BrokenOut() implements Outcome {}

        /// The idempotency key was used before; for this, if the fingerprint is the same.
        record Repeated(ConversationId to, String fingerprint) implements Outcome {}

        /// There is no such conversation of this owner.
        record Missing() implements Outcome {}

        /// It is beyond the number that is shown.
        record Archived() implements Outcome {}

        /// A turn is running.
        record Busy() implements Outcome {}

        /// The model was asked in no turn.
        record NotThere() implements Outcome {}
    }
}
