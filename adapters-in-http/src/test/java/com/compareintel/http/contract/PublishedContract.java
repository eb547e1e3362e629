package com.compareintel.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The OpenAPI document that the service publishes, as a judge: read strictly, so that an object
/// may have no property that is not documented. Thread-safe.
public final class PublishedContract {
    private static final String BASE = "https://contract.invalid/openapi";
    private static final PublishedContract PUBLISHED = new PublishedContract(read());

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /// One method of one path.
    ///
    /// @param pointer where it stands in the document
    public record Operation(String method, String path, Pattern pattern, String pointer) {}

    private PublishedContract(JsonNode document) {
        this.document = document;
        forbidWhatIsNotThere(document.path("components").path("schemas"));
        this.schemas =
                JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder ->
                                builder.schemaLoaders(loaders ->
                                        loaders.schemas(Map.of(BASE, definitions(document)))));
        document.path("paths").properties().forEach(path -> addOperations(path.getKey()));
    }

    /// The one that the service publishes.
    public static PublishedContract published() {
        return PUBLISHED;
    }

    private static JsonNode read() {
        try (InputStream in =
                PublishedContract.class.getResourceAsStream("/contract/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void forbidWhatIsNotThere(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(PublishedContract::forbidWhatIsNotThere);
    }

    /// The document's schemas as a schema of their own, which knows nothing of OpenAPI.
    private static String definitions(JsonNode document) {
        ObjectNode schemas = document.path("components").path("schemas").deepCopy();
        schemas.path("EventStream").properties().removeIf(part -> part.getKey().startsWith("x-"));
        return new YAMLMapper()
                .createObjectNode()
                .set("$defs", schemas)
                .toString()
                .replace("#/components/schemas/", "#/$defs/");
    }

    private void addOperations(String path) {
        String regex =
                path.endsWith("/models/{id}")
                        ? path.replace("{id}", ".+")
                        : path.replaceAll("\\{[a-z]+}", "[^/]+");
        document.path("paths")
                .path(path)
                .fieldNames()
                .forEachRemaining(method ->
                        operations.add(
                                new Operation(
                                        method.toUpperCase(java.util.Locale.ROOT),
                                        path,
                                        Pattern.compile(regex.replace(".yaml", "\\.yaml")),
                                        "/paths/" + escaped(path) + "/" + method)));
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /// All of them.
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /// The operation that answers this, if there is one; exact paths before those with variables.
    public Optional<Operation> operation(String method, String path) {
        return at(path).filter(operation -> operation.method().equals(method)).findFirst();
    }

    /// Whether anything is documented at this path.
    boolean knows(String path) {
        return at(path).findAny().isPresent();
    }

    /// A path that is written out counts before one with a variable in it.
    private Stream<Operation> at(String path) {
        List<Operation> writtenOut =
                operations.stream().filter(operation -> operation.path().equals(path)).toList();
        return writtenOut.isEmpty()
                ? operations.stream()
                        .filter(operation -> operation.pattern().matcher(path).matches())
                : writtenOut.stream();
    }

    /// What is documented of this status, if it is.
    Optional<JsonNode> response(Operation operation, int status) {
        JsonNode response =
                document.at(operation.pointer()).path("responses").path(Integer.toString(status));
        return response.isMissingNode() ? Optional.empty() : Optional.of(resolved(response));
    }

    /// What a reference leads to.
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    /// What is wrong with a value by a schema among the components.
    List<String> complaints(String schema, JsonNode value) {
        return compiled
                .computeIfAbsent(
                        schema,
                        name ->
                                schemas.getSchema(
                                        SchemaLocation.of(BASE + "#/$defs/" + name), config))
                .validate(value)
                .stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    /// The schemas of the events' data, by the events' names.
    Map<String, String> events() {
        Map<String, String> events = new ConcurrentHashMap<>();
        document.at("/components/schemas/EventStream/x-events")
                .properties()
                .forEach(event -> events.put(event.getKey(), name(event.getValue())));
        return events;
    }

    /// The name of the component that a reference leads to.
    static String name(JsonNode reference) {
        String path = reference.path("$ref").asText();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    JsonNode document() {
        return document;
    }
}
