package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A whole response that is sent at once.
record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Json.text(body));
    }

    static Reply html(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "text/html; charset=UTF-8"), body);
    }

    Reply header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
