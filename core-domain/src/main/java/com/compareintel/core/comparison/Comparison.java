package com.compareintel.core.comparison;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A comparison as it stands, running or ended.
///
/// @param conversation the conversation it is a turn of; empty if it is not stored
/// @param maxOutputTokens the largest bound any of its models was given
/// @param closing how it ended, once it has
/// @param answers in the order in which the models were named
public record Comparison(
        ComparisonId id,
        Optional<ConversationId> conversation,
        ComparisonStatus status,
        Prompt prompt,
        Instant createdAt,
        Credits held,
        int maxOutputTokens,
        Optional<Closing> closing,
        List<Answer> answers) {
    public Comparison {
        answers = List.copyOf(answers);
    }

    /// The same comparison with its answers as they stand now; its status follows from them once it
    /// is closed.
    public Comparison with(List<Answer> now, Optional<Closing> end) {
        return new Comparison(
                id,
                conversation,
                end.isEmpty()
                        ? ComparisonStatus.RUNNING
                        : ComparisonStatus.of(now.stream().map(Answer::status).toList()),
                prompt,
                createdAt,
                held,
                maxOutputTokens,
                end,
                now);
    }

    /// How a comparison ended, with the payer's pool as it was then.
    ///
    /// @param charged what was taken of the hold
    /// @param cost what all answers cost together, whoever paid
    /// @param remaining available to the payer right after
    /// @param stillHeld set aside for the payer's other comparisons right after
    /// @param resetsAt when the payer's period ends
    /// @param startSkewMillis between the first and the last dispatch of models that did not queue
    public record Closing(
            Instant finishedAt,
            Credits charged,
            Usd cost,
            Credits remaining,
            Credits stillHeld,
            Instant resetsAt,
            long startSkewMillis) {}
}
