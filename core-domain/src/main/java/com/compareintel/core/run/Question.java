package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import java.util.List;

/// What a provider is asked.
///
/// @param messages oldest first
/// @param maxOutputTokens the bound on text and reasoning that the hold was sized by; always sent
/// @param parameters only those that the model heeds
/// @param maxRates the rates that the hold was sized by; where the protocol allows, the call must
///   not cost more
/// @param session an opaque text that is the same for the calls of one conversation, for the
///   provider's caches
public record Question(
        ModelId model,
        List<Message> messages,
        int maxOutputTokens,
        Parameters parameters,
        Rates maxRates,
        String session) {
    public Question {
        messages = List.copyOf(messages);
    }
}
