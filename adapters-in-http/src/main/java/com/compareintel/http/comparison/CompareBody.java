package com.compareintel.http.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.http.body.Fields;
import com.compareintel.http.json.Ids;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// The body of a request for a comparison.
final class CompareBody {
    private CompareBody() {}

    /// The request that a body makes; all its fields are checked.
    static ComparisonRequest read(JsonNode body) {
        Fields fields = Fields.of(body);
        Optional<String> prompt = fields.requiredText("prompt", Prompt.MAX_LENGTH);
        Optional<String> system = fields.text("system", Prompt.MAX_SYSTEM_LENGTH);
        List<ModelId> models = SelectionBody.models(fields, "models", true);
        Optional<ConversationId> conversation =
                fields.oneOf(
                        "conversation_id",
                        text -> Ids.parse(text).map(ConversationId::new),
                        "your conversations' ids");
        Parameters parameters = SelectionBody.parameters(fields.object("parameters"));
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
}
