package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The JSON of one call's answer, chunk by chunk or whole.
final class Chunks {
    private final ChatCall call;
    private final Script script;
    private boolean roleTold;

    Chunks(ChatCall call) {
        this.call = call;
        this.script = call.script();
    }

    ObjectNode emptyChoices() {
        var chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices");
        return chunk;
    }

    ObjectNode role() {
        return choice(delta(null), null);
    }

    ObjectNode said(Piece piece) {
        return switch (piece.kind()) {
            case TEXT -> choice(delta(piece.text()), null);
            case REASONING -> choice(thought(piece.text()), null);
        };
    }

    ObjectNode cited(ArrayNode annotations) {
        var delta = delta(null);
        delta.set("annotations", annotations);
        return choice(delta, null);
    }

    ObjectNode finished(String reason) {
        return choice(delta(null), reason);
    }

    ObjectNode usage(Receipt receipt, String finishReason) {
        var chunk = script.has(Quirk.USAGE_REPEATS) ? finished(finishReason) : emptyChoices();
        chunk.set("usage", receipt.usage(script));
        return chunk;
    }

    ObjectNode failed(String code, Receipt receipt) {
        var chunk =
                script.has(Quirk.CHOICES_EMPTY)
                        ? emptyChoices()
                        : choice(delta(""), script.has(Quirk.FINISH_NULL) ? null : "error");
        chunk.set("error", error(code));
        if (script.has(Quirk.WITH_USAGE)) {
            chunk.set("usage", receipt.usage(script));
        }
        return chunk;
    }

    static ObjectNode error(String code) {
        var numeric = code.matches("\\d+");
        var type = ErrorType.usualFor(numeric ? Integer.parseInt(code) : 500);
        var error = Json.object();
        if (numeric) {
            error.put("code", Integer.parseInt(code));
        } else {
            error.put("code", code);
        }
        error.put("message", type.message());
        error.putObject("metadata")
                .put("error_type", type.name())
                .put("provider_code", "upstream_" + code)
                .put("raw", LocalUpstream.LEAK_MARKER + " upstream said no");
        return error;
    }

    /// A whole answer's envelope, without its choice.
    ObjectNode whole() {
        return envelope("chat.completion");
    }

    private ObjectNode envelope(String object) {
        var chunk = Json.object();
        chunk.put("id", call.generationId());
        chunk.put("object", object);
        chunk.put("created", call.acceptedAt().getEpochSecond());
        chunk.put("model", call.servedModel());
        chunk.put("provider", call.model().provider());
        if (script.has(Quirk.SERVICE_TIER_NULL)) {
            chunk.putNull("service_tier");
        }
        if (script.has(Quirk.UNKNOWN_FIELDS)) {
            chunk.putObject("x_weather").put("sky", "grey").putArray("layers").add(1).addNull();
        }
        return chunk;
    }

    private ObjectNode choice(ObjectNode delta, @Nullable String finishReason) {
        var chunk = envelope("chat.completion.chunk");
        var choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        var told = finishReason == null && script.has(Quirk.FINISH_EMPTY) ? "" : finishReason;
        choice.put("finish_reason", told);
        choice.put("native_finish_reason", told);
        if (script.has(Quirk.UNKNOWN_FIELDS)) {
            choice.putNull("x_mood");
        }
        return chunk;
    }

    /// A delta with `content`; null stands for none, which providers write in different ways.
    private ObjectNode delta(@Nullable String content) {
        var delta = Json.object();
        if (!roleTold || !script.has(Quirk.ROLE_ONCE)) {
            delta.put("role", "assistant");
            roleTold = true;
        }
        if (content != null) {
            delta.put("content", content);
        } else if (script.has(Quirk.CONTENT_NULL)) {
            delta.putNull("content");
        } else if (!script.has(Quirk.CONTENT_ABSENT)) {
            delta.put("content", "");
        }
        return delta;
    }

    private ObjectNode thought(String text) {
        var delta = delta(null);
        if (script.has(Quirk.REASONING_ENCRYPTED)) {
            delta.putNull("reasoning");
        } else {
            delta.put("reasoning", text);
        }
        delta.set("reasoning_details", Json.array().add(reasoningDetail(text)));
        return delta;
    }

    ObjectNode reasoningDetail(String text) {
        var detail = Json.object();
        if (script.has(Quirk.REASONING_ENCRYPTED)) {
            var data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            detail.put("type", "reasoning.encrypted").put("data", data);
        } else if (script.has(Quirk.REASONING_SUMMARY)) {
            detail.put("type", "reasoning.summary").put("summary", text);
        } else {
            detail.put("type", "reasoning.text").put("text", text).putNull("signature");
        }
        return detail.put("format", "unknown").put("index", 0).putNull("id");
    }
}
