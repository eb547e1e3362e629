package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A response body with its transfer coding undone, and what a stream in it says.
final class ReceivedBody {
    private final byte[] bytes;
    private final boolean complete;

    ReceivedBody(byte[] bytes, boolean complete) {
        this.bytes = bytes;
        this.complete = complete;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// Whether the response ended as HTTP wants it to.
    boolean complete() {
        return complete;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The data of each event, provided the stream is framed in the plain way.
    List<String> data() {
        return text().lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    List<ObjectNode> chunks() {
        return data().stream().flatMap(data -> Json.parseObject(data).stream()).toList();
    }

    /// All content joined.
    String content() {
        var content = new StringBuilder();
        chunks().forEach(chunk -> content.append(delta(chunk).path("content").asText("")));
        return content.toString();
    }

    String reasoning() {
        var reasoning = new StringBuilder();
        chunks().forEach(chunk -> reasoning.append(delta(chunk).path("reasoning").asText("")));
        return reasoning.toString();
    }

    List<String> finishReasons() {
        return chunks().stream()
                .map(chunk -> chunk.path("choices").path(0).path("finish_reason"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    JsonNode usage() {
        return chunks().stream()
                .map(chunk -> chunk.path("usage"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseGet(Json::object);
    }

    private static JsonNode delta(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta");
    }
}
