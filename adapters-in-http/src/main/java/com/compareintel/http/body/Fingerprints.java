package com.compareintel.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Fingerprints of parsed JSON: the same for bodies that mean the same, whatever the order of their
/// fields and the spelling of their numbers.
public final class Fingerprints {
    private Fingerprints() {}

    public static String of(JsonNode json) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, json);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Each value is preceded by its kind and its length, so that no two differ in structure alone.
    private static void add(MessageDigest digest, JsonNode json) {
        if (json.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            add(digest, 'o', Integer.toString(fields.size()));
            fields.forEach((name, value) -> {
                add(digest, 'f', name);
                add(digest, value);
            });
        } else if (json.isArray()) {
            add(digest, 'a', Integer.toString(json.size()));
            json.forEach(element -> add(digest, element));
        } else if (json.isNumber()) {
            add(digest, 'n', json.decimalValue().stripTrailingZeros().toString());
        } else {
            add(digest, json.isTextual() ? 's' : 'l', json.asText());
        }
    }

    private static void add(MessageDigest digest, char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                (kind + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
