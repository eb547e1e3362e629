package com.compareintel.http.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A request that a generator made up.
///
/// @param target path and query, encoded
/// @param headers names and values in turn
/// @param body empty for none
public record GeneratedRequest(
        String method, String target, List<String> headers, List<Byte> body) {
    public GeneratedRequest {
        headers = List.copyOf(headers);
        body = List.copyOf(body);
    }

    static GeneratedRequest of(String method, String target, List<String> headers, byte[] body) {
        List<Byte> bytes = new ArrayList<>(body.length);
        for (byte b : body) {
            bytes.add(b);
        }
        return new GeneratedRequest(method, target, headers, bytes);
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        return "%s %s %s %s"
                .formatted(
                        method, target, headers, text.substring(0, Math.min(500, text.length())));
    }

    /// The body's bytes.
    public byte[] bytes() {
        byte[] bytes = new byte[body.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = body.get(i);
        }
        return bytes;
    }
}
