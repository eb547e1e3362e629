package com.compareintel.http.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.http.body.Fields;
import com.compareintel.http.json.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The body of a request for a comparison.
final class CompareBody {
    /// More models than any tier allows; the tier's own limit is a refusal of its own.
    private static final int MOST_MODELS = 100;

    private static final String EFFORTS =
            Arrays.stream(ReasoningEffort.values())
                    .map(ReasoningEffort::wireName)
                    .collect(Collectors.joining(", "));

    private CompareBody() {}

    /// The request that a body makes; all its fields are checked.
    static ComparisonRequest read(JsonNode body) {
        Fields fields = Fields.of(body);
        Optional<String> prompt = fields.requiredText("prompt", Prompt.MAX_LENGTH);
        Optional<String> system = fields.text("system", Prompt.MAX_SYSTEM_LENGTH);
        List<ModelId> models =
                fields.distinct(
                        "models", MOST_MODELS, true, CompareBody::model, "the id of a model");
        Optional<ConversationId> conversation =
                fields.oneOf(
                        "conversation_id",
                        text -> Ids.parse(text).map(ConversationId::new),
                        "your conversations' ids");
        Parameters parameters = parameters(fields.object("parameters"));
        boolean store = fields.flag("store", true);
        boolean cancelOnDisconnect = fields.flag("cancel_on_disconnect", false);
        if (!store && conversation.isPresent()) {
            fields.error("store", "must be true with a conversation_id");
        }
        fields.done();
        return new ComparisonRequest(
                new Prompt(prompt.orElseThrow(), system.filter(text -> !text.isEmpty())),
                models,
                conversation,
                parameters,
                store,
                cancelOnDisconnect);
    }

    static Optional<ModelId> model(String text) {
        return ModelId.isValid(text) ? Optional.of(new ModelId(text)) : Optional.empty();
    }

    private static Parameters parameters(Fields fields) {
        return new Parameters(
                fields.decimal("temperature", 2),
                fields.decimal("top_p", 1),
                fields.integer(
                        "max_output_tokens",
                        Parameters.MIN_OUTPUT_TOKENS,
                        Parameters.MAX_OUTPUT_TOKENS),
                fields.integer64("seed"),
                fields.oneOf("reasoning_effort", ReasoningEffort::named, EFFORTS));
    }
}
