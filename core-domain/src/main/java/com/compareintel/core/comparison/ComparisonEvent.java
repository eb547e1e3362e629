package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.credit.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens in a comparison, as its readers see it.
///
/// Per model the order is `queued? started (reasoning|delta)* (restarted started
/// (reasoning|delta)*)*`, then exactly one of completed, failed and cancelled, and nothing after
/// it. An answer that never got a slot may end without a start.
public sealed interface ComparisonEvent {

    /// Always the first.
    record Started(
            ComparisonId comparison,
            Optional<ConversationId> conversation,
            List<ModelId> models,
            Credits held,
            int maxOutputTokens,
            Instant createdAt)
            implements ComparisonEvent {
        public Started {
            models = List.copyOf(models);
        }

        /// The first event of a comparison, told from what is stored of it.
        public static Started of(Comparison comparison) {
            return new Started(
                    comparison.id(),
                    comparison.conversation(),
                    comparison.answers().stream().map(Answer::model).toList(),
                    comparison.held(),
                    comparison.maxOutputTokens(),
                    comparison.createdAt());
        }
    }

    /// Something that happens to one answer.
    sealed interface OfAnswer extends ComparisonEvent {
        ModelId model();
    }

    /// The answer has to wait for a slot.
    ///
    /// @param position its place in the queue, from 1
    record AnswerQueued(ModelId model, int position) implements OfAnswer {}

    /// The model is being asked.
    record AnswerStarted(ModelId model, int attempt, Answer.Terms terms) implements OfAnswer {}

    /// More of what the model thinks.
    record AnswerReasoning(ModelId model, String text) implements OfAnswer {}

    /// More of what the model says.
    record AnswerDelta(ModelId model, String text) implements OfAnswer {}

    /// The answer begins anew: its text so far is void.
    record AnswerRestarted(ModelId model, int attempt, String reason) implements OfAnswer {}

    /// The answer is complete and stored.
    ///
    /// @param answer the stored answer, of which readers get everything but the text they already
    ///   have
    record AnswerCompleted(Answer answer) implements OfAnswer {
        @Override
        public ModelId model() {
            return answer.model();
        }
    }

    /// The answer failed; what became of it is stored.
    record AnswerFailed(ModelId model, int attempt, AnswerFailure failure) implements OfAnswer {}

    /// The user cancelled the answer; what became of it is stored.
    record AnswerCancelled(ModelId model, int attempt) implements OfAnswer {}

    /// Everything as of now; replaces all that the reader has.
    record Snapshot(Comparison comparison) implements ComparisonEvent {}

    /// Always the last: everything is stored and settled.
    record Finished(ComparisonStatus status, Comparison.Closing closing)
            implements ComparisonEvent {}

    /// The event with which an answer's end is told.
    static OfAnswer endOf(Answer answer) {
        return switch (answer.status()) {
            case COMPLETED -> new AnswerCompleted(answer);
            case FAILED ->
                    new AnswerFailed(
                            answer.model(),
                            answer.attempt(),
                            answer.failure()
                                    .orElseGet(
                                            () -> new AnswerFailure(FailureCode.INTERNAL, true)));
            case CANCELLED -> new AnswerCancelled(answer.model(), answer.attempt());
            case QUEUED, RUNNING ->
                    throw new IllegalArgumentException("answer has not ended: " + answer.status());
        };
    }
}
