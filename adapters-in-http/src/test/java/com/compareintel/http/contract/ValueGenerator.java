package com.compareintel.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes JSON values of schemas: mostly as they say, often at a bound, sometimes just beyond one or
/// of another kind altogether.
final class ValueGenerator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Texts that have broken others' services.
    private static final List<String> NASTY =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "\ud800",
                    "\ud83d\ude00",
                    "\u202eright to left",
                    "'; DROP TABLE accounts; --",
                    "{\"a\":1}",
                    "\r\nSet-Cookie: a=b",
                    "../../etc/passwd",
                    "%00",
                    "null",
                    "\uffff",
                    "<script>alert(1)</script>");

    private final RandomGenerator random;
    private final PublishedContract contract;
    private final Map<String, List<String>> samples;
    private final double strangeness;

    /// @param samples values that exist, by the names of the properties that they are for
    /// @param strangeness how often a value is not as its schema says
    ValueGenerator(RandomGenerator random, Map<String, List<String>> samples, double strangeness) {
        this.random = random;
        this.contract = PublishedContract.published();
        this.samples = samples;
        this.strangeness = strangeness;
    }

    /// A value for a property of this name and schema.
    JsonNode value(String name, JsonNode schema) {
        JsonNode actual = contract.resolved(schema);
        if (random.nextDouble() < strangeness) {
            return strange();
        }
        if (actual.has("anyOf")) {
            return value(name, pick(actual.path("anyOf")));
        }
        if (actual.has("enum")) {
            return pick(actual.path("enum"));
        }
        JsonNode type = actual.path("type");
        return switch (type.isArray() ? pick(type).asText() : type.asText()) {
            case "object" -> object(actual);
            case "array" -> array(name, actual);
            case "integer" -> integer(actual);
            case "number" -> number(actual);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(name, actual));
        };
    }

    private JsonNode pick(JsonNode array) {
        return array.get(random.nextInt(array.size()));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required =
                contract.resolved(schema)
                        .path("required")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList();
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    boolean wanted =
                            required.contains(property.getKey())
                                    ? random.nextDouble() >= strangeness
                                    : random.nextInt(3) == 0;
                    if (wanted) {
                        object.set(
                                property.getKey(), value(property.getKey(), property.getValue()));
                    }
                });
        if (random.nextDouble() < strangeness) {
            object.set("unknown_" + random.nextInt(3), strange());
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int size = random.nextInt(20) == 0 ? random.nextInt(120) : random.nextInt(4);
        for (int i = 0; i < Math.max(size, schema.path("minItems").asInt(0)); i++) {
            array.add(value(name, schema.path("items")));
        }
        return array;
    }

    private JsonNode integer(JsonNode schema) {
        long least = schema.path("minimum").asLong(Long.MIN_VALUE);
        long most = schema.path("maximum").asLong(Long.MAX_VALUE);
        return switch (random.nextInt(6)) {
            case 0 -> JSON.numberNode(least);
            case 1 -> JSON.numberNode(most);
            case 2 -> JSON.numberNode(BigDecimal.valueOf(least).subtract(BigDecimal.ONE));
            case 3 -> JSON.numberNode(BigDecimal.valueOf(most).add(BigDecimal.ONE));
            default -> JSON.numberNode(random.nextInt(256, 2_000));
        };
    }

    private JsonNode number(JsonNode schema) {
        return switch (random.nextInt(6)) {
            case 0 -> schema.path("minimum");
            case 1 -> schema.path("maximum");
            case 2 -> JSON.numberNode(new BigDecimal("-0.000000001"));
            case 3 -> JSON.numberNode(new BigDecimal("2.000000001"));
            default -> JSON.numberNode(BigDecimal.valueOf(random.nextInt(1_000), 3));
        };
    }

    private String text(String name, JsonNode schema) {
        List<String> known = samples.getOrDefault(name, List.of());
        if (!known.isEmpty() && random.nextInt(10) != 0) {
            return known.get(random.nextInt(known.size()));
        }
        int longest = schema.path("maxLength").asInt(300);
        return switch (random.nextInt(12)) {
            case 0 -> "x".repeat(longest);
            case 1 -> "x".repeat(longest + 1);
            case 2, 3 -> nasty();
            default -> "text " + random.nextInt(1_000);
        };
    }

    String nasty() {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private JsonNode strange() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt());
            case 3 -> JSON.numberNode(new BigDecimal("1e400"));
            case 4 -> JSON.objectNode().put("a", 1);
            case 5 -> JSON.arrayNode().add(1).add("b");
            case 6 -> nested(1 + random.nextInt(100));
            case 7 -> JSON.textNode("\ud800".repeat(3));
            default -> JSON.textNode(nasty());
        };
    }

    private static JsonNode nested(int depth) {
        ArrayNode inner = JSON.arrayNode();
        for (int i = 0; i < depth; i++) {
            inner = JSON.arrayNode().add(inner);
        }
        return inner;
    }
}
