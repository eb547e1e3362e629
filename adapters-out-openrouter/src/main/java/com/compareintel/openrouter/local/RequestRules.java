package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What is checked of a chat request before anybody pays for it.
final class RequestRules {
    private static final int MAX_STOPS = 4;
    private static final int MAX_SESSION_ID = 256;
    private static final int MAX_METADATA = 16;
    private static final int MAX_MARKS = 4;

    private RequestRules() {}

    /// The refusal of a body no model could answer.
    static Optional<Reply> objection(ObjectNode body) {
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            return invalid("Input required: specify \"messages\"");
        }
        if (!body.path("model").isTextual() && body.path("models").isEmpty()) {
            return invalid("No models provided");
        }
        if (outside(body.path("temperature"), 0, 2)) {
            return invalid("temperature must be between 0 and 2");
        }
        if (outside(body.path("top_p"), 0, 1)) {
            return invalid("top_p must be between 0 and 1");
        }
        if (outside(limit(body), 1, Integer.MAX_VALUE)) {
            return invalid("max_completion_tokens must be positive");
        }
        if (body.path("stop").size() > MAX_STOPS) {
            return invalid("at most 4 stop sequences");
        }
        if (body.path("session_id").asText().length() > MAX_SESSION_ID) {
            return invalid("session_id is too long");
        }
        if (body.path("metadata").size() > MAX_METADATA) {
            return invalid("too much metadata");
        }
        return objectionToMarks(body.path("messages").findParents("cache_control"));
    }

    private static Optional<Reply> objectionToMarks(List<JsonNode> marked) {
        if (marked.size() > MAX_MARKS) {
            return invalid("A maximum of 4 blocks with cache_control may be provided");
        }
        return marked.stream().anyMatch(part -> part.path("text").asText().isBlank())
                ? invalid("cache_control cannot be set for empty text blocks")
                : Optional.empty();
    }

    /// The refusal of a request that `model` in particular cannot answer.
    static Optional<Reply> objection(ObjectNode body, ChatRequest request, FakeModel model) {
        if (model.contextLength() != null && request.promptTokens() > model.contextLength()) {
            return Optional.of(
                    Refusals.because(
                            400,
                            "context_length_exceeded",
                            "This endpoint's maximum context length is "
                                    + model.contextLength()
                                    + " tokens."));
        }
        if (request.maxTokens().orElse(0) > model.completionLimit()) {
            return noEndpoint("that can give so many completion tokens");
        }
        var provider = body.path("provider");
        if (provider.path("require_parameters").asBoolean(false) && asksTooMuch(body, model)) {
            return noEndpoint("that can handle the requested parameters");
        }
        if (isElsewhere(provider, model)) {
            return noEndpoint("at the requested providers");
        }
        return tooDear(provider.path("max_price"), model)
                ? noEndpoint("within the requested max_price")
                : Optional.empty();
    }

    /// Whether the request allows other providers only.
    private static boolean isElsewhere(JsonNode provider, FakeModel model) {
        var order = provider.path("order");
        if (order.isEmpty() || provider.path("allow_fallbacks").asBoolean(true)) {
            return false;
        }
        for (var slug : order) {
            if (slug.asText().equals(model.providerSlug())) {
                return false;
            }
        }
        return true;
    }

    private static boolean asksTooMuch(ObjectNode body, FakeModel model) {
        for (var parameter : new String[] {"temperature", "top_p", "seed", "stop", "reasoning"}) {
            if (body.hasNonNull(parameter) && !model.supports(parameter)) {
                return true;
            }
        }
        return false;
    }

    /// `max_price` speaks of dollars per million tokens, and per request.
    private static boolean tooDear(JsonNode maxPrice, FakeModel model) {
        return above(model.prices().listed("prompt").movePointRight(6), maxPrice.path("prompt"))
                || above(
                        model.prices().listed("completion").movePointRight(6),
                        maxPrice.path("completion"))
                || above(model.prices().listed("request"), maxPrice.path("request"));
    }

    private static boolean above(BigDecimal price, JsonNode bound) {
        var given =
                bound.isNumber()
                        || (bound.isTextual() && bound.textValue().matches("\\d+(\\.\\d+)?"));
        return given && price.compareTo(new BigDecimal(bound.asText())) > 0;
    }

    private static JsonNode limit(ObjectNode body) {
        return body.hasNonNull("max_completion_tokens")
                ? body.path("max_completion_tokens")
                : body.path("max_tokens");
    }

    private static boolean outside(JsonNode number, int least, int most) {
        return number.isNumber() && (number.doubleValue() < least || number.doubleValue() > most);
    }

    private static Optional<Reply> invalid(String message) {
        return Optional.of(Refusals.because(400, "invalid_request", message));
    }

    private static Optional<Reply> noEndpoint(String which) {
        return Optional.of(Refusals.because(404, "not_found", "No endpoints found " + which + "."));
    }
}
