package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.credit.Usd;
import java.util.List;

/// What one model will be asked, and the most it can cost.
///
/// @param messages what it is sent: the caller's system text, the turns that fit, the prompt;
///   marked where the provider is to keep what comes before
/// @param size of these messages
/// @param terms the bound it is sent, the very one that is held for, and what it will ignore
/// @param parameters those it heeds
/// @param maxCost the most that this answer can cost
public record PlannedAnswer(
        ModelCard card,
        List<Message> messages,
        PromptSize size,
        Answer.Terms terms,
        Parameters parameters,
        Usd maxCost) {
    public PlannedAnswer {
        messages = List.copyOf(messages);
    }

    /// The same on other terms.
    PlannedAnswer on(Answer.Terms others) {
        return new PlannedAnswer(card, messages, size, others, parameters, maxCost);
    }
}
