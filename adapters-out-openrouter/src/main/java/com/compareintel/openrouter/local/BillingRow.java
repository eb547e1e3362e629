package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One accepted call as it was charged. Immutable; a row is entered once, when the model has
/// finished or was stopped.
///
/// @param generationId the `gen-…` handle, as in the response's `X-Generation-Id`
/// @param model the id that was asked for
/// @param servedModel the id the answer names, perhaps a dated one
/// @param provider the name of the provider that served
/// @param streamed whether the caller asked for a stream
/// @param promptTokens tokens of all messages
/// @param cachedTokens those of them that were read from the cache
/// @param cacheWriteTokens those of them that were written to the cache
/// @param completionTokens tokens emitted, reasoning included
/// @param reasoningTokens those of them that were reasoning
/// @param cost US dollars really charged, exactly; what the answer said of it may differ
/// @param cancelled whether the model stopped because its caller hung up
/// @param finishReason as in the protocol, or null if the answer never finished
/// @param acceptedAt when the call was accepted
/// @param firstTokenAt when the first token was emitted, or null if none was
/// @param finishedAt when the model finished or was stopped
/// @param clientClosedAt when the caller closed its connection while the model was at work, or null
///   if it did not
public record BillingRow(
        String generationId,
        String model,
        String servedModel,
        String provider,
        boolean streamed,
        int promptTokens,
        int cachedTokens,
        int cacheWriteTokens,
        int completionTokens,
        int reasoningTokens,
        BigDecimal cost,
        boolean cancelled,
        @Nullable String finishReason,
        Instant acceptedAt,
        @Nullable Instant firstTokenAt,
        Instant finishedAt,
        @Nullable Instant clientClosedAt) {

    ObjectNode json() {
        var json = Json.object();
        json.put("generation_id", generationId);
        json.put("model", model);
        json.put("served_model", servedModel);
        json.put("provider", provider);
        json.put("streamed", streamed);
        json.put("prompt_tokens", promptTokens);
        json.put("cached_tokens", cachedTokens);
        json.put("cache_write_tokens", cacheWriteTokens);
        json.put("completion_tokens", completionTokens);
        json.put("reasoning_tokens", reasoningTokens);
        json.put("cost", cost);
        json.put("cancelled", cancelled);
        json.put("finish_reason", finishReason);
        json.put("accepted_at", acceptedAt.toString());
        json.put("first_token_at", firstTokenAt == null ? null : firstTokenAt.toString());
        json.put("finished_at", finishedAt.toString());
        json.put("client_closed_at", clientClosedAt == null ? null : clientClosedAt.toString());
        return json;
    }

    static BillingRow of(JsonNode json) {
        return new BillingRow(
                json.path("generation_id").asText(),
                json.path("model").asText(),
                json.path("served_model").asText(),
                json.path("provider").asText(),
                json.path("streamed").asBoolean(),
                json.path("prompt_tokens").asInt(),
                json.path("cached_tokens").asInt(),
                json.path("cache_write_tokens").asInt(),
                json.path("completion_tokens").asInt(),
                json.path("reasoning_tokens").asInt(),
                json.path("cost").decimalValue(),
                json.path("cancelled").asBoolean(),
                json.path("finish_reason").textValue(),
                Instant.parse(json.path("accepted_at").asText()),
                instant(json.path("first_token_at")),
                Instant.parse(json.path("finished_at").asText()),
                instant(json.path("client_closed_at")));
    }

    private static @Nullable Instant instant(JsonNode json) {
        var text = json.textValue();
        return text == null ? null : Instant.parse(text);
    }
}
