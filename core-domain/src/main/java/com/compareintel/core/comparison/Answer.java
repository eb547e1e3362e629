package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.credit.Usd;
import java.util.List;
import java.util.Optional;

/// One model's answer as it stands, running or ended. Text, reasoning and what the provider says of
/// itself are hostile.
///
/// @param terms what it was or will be asked with
/// @param attempt how often it visibly started, 0 before the first time
/// @param cost what the answer cost, whoever paid
/// @param servedModel the model that the provider says answered
/// @param servedBy who the provider says ran it
public record Answer(
        ModelId model,
        Terms terms,
        AnswerStatus status,
        int attempt,
        String text,
        String reasoning,
        Optional<FinishReason> finishReason,
        Optional<AnswerFailure> failure,
        Optional<Usage> usage,
        Optional<Cost> cost,
        Optional<Timing> timing,
        Optional<String> servedModel,
        Optional<String> servedBy) {

    /// What was promised when the model was asked.
    ///
    /// @param maxOutputTokens the bound it was sent
    /// @param ignoredParameters what the caller asked for and the model does not heed, by wire name
    public record Terms(int maxOutputTokens, List<String> ignoredParameters) {
        public Terms {
            ignoredParameters = List.copyOf(ignoredParameters);
        }
    }

    /// Dollars and where the figure comes from.
    public record Cost(Usd amount, CostSource source) {}

    /// An answer that has not started.
    public static Answer queued(ModelId model, Terms terms) {
        return new Answer(
                model,
                terms,
                AnswerStatus.QUEUED,
                0,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Whether anything the user could read came of it.
    public boolean hasOutput() {
        return !text.isEmpty() || !reasoning.isEmpty();
    }
}
