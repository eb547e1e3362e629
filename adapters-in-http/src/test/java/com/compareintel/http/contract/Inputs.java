package com.compareintel.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Everything that a request may say, operation by operation, read from the published contract.
public final class Inputs {
    private static final PublishedContract CONTRACT = PublishedContract.published();

    private Inputs() {}

    /// One thing a request may say.
    ///
    /// @param in `path`, `query`, `header` or `body`
    /// @param name of a parameter; of the body the way to a property, such as
    ///   `parameters.temperature`
    public record Input(String in, String name) {
        /// The name without the way to it.
        public String lastName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /// All operations, such as `GET /v1/models/{id}`, each with all that may be said in it.
    public static Map<String, List<Input>> ofAll() {
        Map<String, List<Input>> inputs = new TreeMap<>();
        for (PublishedContract.Operation operation : CONTRACT.operations()) {
            inputs.put(operation.method() + " " + operation.path(), of(operation));
        }
        return inputs;
    }

    private static List<Input> of(PublishedContract.Operation operation) {
        JsonNode here = CONTRACT.document().at(operation.pointer());
        List<Input> inputs = new ArrayList<>();
        for (JsonNode reference : here.path("parameters")) {
            JsonNode parameter = CONTRACT.resolved(reference);
            inputs.add(new Input(parameter.path("in").asText(), parameter.path("name").asText()));
        }
        body(operation).ifPresent(schema -> properties(schema, "", inputs));
        return inputs;
    }

    /// The schema of an operation's body.
    private static Optional<JsonNode> body(PublishedContract.Operation operation) {
        JsonNode body =
                CONTRACT.resolved(CONTRACT.document().at(operation.pointer()).path("requestBody"));
        JsonNode schema = body.path("content").path("application/json").path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    private static void properties(JsonNode reference, String way, List<Input> inputs) {
        JsonNode schema = CONTRACT.resolved(reference);
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            schema.path(several).forEach(one -> properties(one, way, inputs));
        }
        if (schema.has("items")) {
            properties(schema.path("items"), way, inputs);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    String name = way + property.getKey();
                    inputs.add(new Input("body", name));
                    properties(property.getValue(), name + ".", inputs);
                });
    }

    /// The objects that make up a body, itself first, as ways to them: the empty one, `parameters`,
    /// …
    public static Set<String> objects(List<Input> inputs) {
        Set<String> ways = new LinkedHashSet<>();
        for (Input input : inputs) {
            if (input.in().equals("body")) {
                ways.add("");
                int dot = input.name().lastIndexOf('.');
                if (dot > 0) {
                    ways.add(input.name().substring(0, dot));
                }
            }
        }
        return ways;
    }
}
