package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Reasoning;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;

/// Reads a page of `GET /models`, as OpenRouter writes it or as plainer servers do. Entries we
/// could never sell (aliases, models that do not take or give text, ids that are none) are left
/// out; texts are cut to a bounded length.
final class ModelListParser {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final int MOST_WORDS = 100;

    /// OpenRouter writes names as `Provider: Model`.
    private static final String PROVIDER_END = ": ";

    private ModelListParser() {}

    /// One page.
    ///
    /// @param next where the next page is, if there is one
    record Page(List<ModelListing> models, Optional<String> next) {}

    /// @throws ModelsUnreadable if it is no list of models
    static Page parse(byte[] body) throws ModelsUnreadable {
        JsonNode root = read(body);
        JsonNode data = root.isArray() ? root : root.path("data");
        if (!data.isArray()) {
            throw new ModelsUnreadable("no list of models");
        }
        List<ModelListing> models = new ArrayList<>();
        for (JsonNode entry : data) {
            listing(entry).ifPresent(models::add);
        }
        String next = root.path("links").path("next").asText("");
        return new Page(models, next.isEmpty() ? Optional.empty() : Optional.of(next));
    }

    private static JsonNode read(byte[] body) throws ModelsUnreadable {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new ModelsUnreadable("no JSON");
        }
    }

    private static Optional<ModelListing> listing(JsonNode entry) {
        String id = entry.path("id").asText("");
        JsonNode architecture = entry.path("architecture");
        List<String> inputs = words(architecture.path("input_modalities"));
        List<String> outputs = words(architecture.path("output_modalities"));
        boolean speaks = outputs.isEmpty() || outputs.contains("text");
        boolean listens = inputs.isEmpty() || inputs.contains("text");
        if (!ModelId.isValid(id) || id.startsWith("~") || !speaks || !listens) {
            return Optional.empty();
        }
        String name = text(entry.path("name"), LONGEST_NAME);
        int end = name.indexOf(PROVIDER_END);
        List<String> parameters = words(entry.path("supported_parameters"));
        return Optional.of(
                new ModelListing(
                        new ModelId(id),
                        name.isEmpty() ? id : name.substring(end < 0 ? 0 : end + 2),
                        end > 0 ? name.substring(0, end) : provider(id, entry),
                        text(entry.path("description"), LONGEST_DESCRIPTION),
                        tokens(entry, "context_length"),
                        tokens(entry.path("top_provider"), "max_completion_tokens"),
                        inputs.isEmpty() ? List.of("text") : inputs,
                        new LinkedHashSet<>(parameters),
                        reasoning(id, entry.path("reasoning"), parameters),
                        PricingParser.parse(entry.path("pricing"))));
    }

    /// Who made it: the owner if the entry names one, else the first part of the id.
    private static String provider(String id, JsonNode entry) {
        String owner = text(entry.path("owned_by"), LONGEST_NAME);
        if (!owner.isEmpty()) {
            return owner;
        }
        int slash = id.indexOf('/');
        return slash > 0 ? id.substring(0, slash) : "";
    }

    private static Reasoning reasoning(String id, JsonNode reasoning, List<String> parameters) {
        if (reasoning.path("mandatory").asBoolean(false)
                || reasoning.path("default_enabled").asBoolean(false)
                || id.endsWith(":thinking")) {
            return Reasoning.BY_DEFAULT;
        }
        return reasoning.isObject() || parameters.contains("reasoning")
                ? Reasoning.ON_REQUEST
                : Reasoning.NONE;
    }

    /// A number of tokens by its name, or that of the provider that serves the model.
    private static OptionalLong tokens(JsonNode entry, String name) {
        JsonNode own = entry.path(name);
        JsonNode value = own.isNumber() ? own : entry.path("top_provider").path(name);
        return value.canConvertToLong() && value.asLong() > 0
                ? OptionalLong.of(value.asLong())
                : OptionalLong.empty();
    }

    private static List<String> words(JsonNode array) {
        SequencedSet<String> words = new LinkedHashSet<>();
        for (JsonNode item : array) {
            String word = text(item, LONGEST_NAME);
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    /// A text without control characters and half characters, cut where it gets too long.
    private static String text(JsonNode value, int longest) {
        if (!value.isTextual()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        value.textValue()
                .codePoints()
                .filter(sign -> !Character.isISOControl(sign) || sign == '\n')
                .filter(sign ->
                        !Character.isBmpCodePoint(sign) || !Character.isSurrogate((char) sign))
                .limit(longest)
                .forEach(text::appendCodePoint);
        return text.toString().strip();
    }
}
