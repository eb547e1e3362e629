package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Everything that is written when a comparison is admitted.
///
/// @param fence the first owner, in epoch 1
/// @param lease how long the owner has before it must renew, by the database's clock
/// @param place where it is kept
public record NewComparison(
        Fence fence,
        Duration lease,
        Caller caller,
        ComparisonRequest request,
        Plan plan,
        AdmissionPolicy.OpenLimits limits,
        Place place,
        Optional<Idempotency> idempotency,
        Instant createdAt) {

    /// Where a comparison is kept.
    public sealed interface Place {
        /// In a conversation that begins with it.
        record NewConversation(ConversationId id, String title) implements Place {}

        /// In one that goes on, as long as this cap shows it.
        record SameConversation(ConversationId id, ConversationCap cap) implements Place {}

        /// Nowhere: its text goes when the stream's history does.
        record Nowhere() implements Place {}

        /// The conversation, if there is one.
        default Optional<ConversationId> conversation() {
            return switch (this) {
                case NewConversation(ConversationId id, String title) -> Optional.of(id);
                case SameConversation(ConversationId id, ConversationCap cap) -> Optional.of(id);
                case Nowhere nowhere -> Optional.empty();
            };
        }
    }

    public ComparisonId id() {
        return fence.comparison();
    }

    /// The comparison as it stands when it is admitted.
    public Comparison asComparison() {
        return new Comparison(
                id(),
                place.conversation(),
                ComparisonStatus.RUNNING,
                request.prompt(),
                createdAt,
                plan.hold(),
                plan.maxOutputTokens(),
                Optional.empty(),
                plan.answers().stream()
                        .map(answer -> Answer.queued(answer.card().id(), answer.terms()))
                        .toList());
    }
}
