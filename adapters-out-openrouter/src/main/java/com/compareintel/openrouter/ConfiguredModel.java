package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.credit.Usd;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A model as the operator describes it, for servers that do not tell prices. What is given here
/// counts more than what the server says; what is left out is taken from the server.
record ConfiguredModel(
        ModelId id,
        Optional<String> name,
        OptionalLong contextLength,
        OptionalLong maxOutputTokens,
        Optional<Reasoning> reasoning,
        Optional<ModelPrice> price) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final Set<String> FIELDS =
            Set.of(
                    "id",
                    "name",
                    "context_length",
                    "max_output_tokens",
                    "reasoning",
                    "input_usd_per_million",
                    "cached_input_usd_per_million",
                    "output_usd_per_million",
                    "request_usd");

    /// Reads a JSON file: a list of objects with `id` and any of `name`, `context_length`,
    /// `max_output_tokens`, `reasoning` (`none`, `on_request`, `by_default`),
    /// `input_usd_per_million` with `output_usd_per_million`, and beside these
    /// `cached_input_usd_per_million` and `request_usd`.
    ///
    /// @throws IllegalArgumentException if it cannot be read or makes no sense, saying where
    static List<ConfiguredModel> readFile(Path file) {
        try {
            return parse(JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "UPSTREAM_MODELS_FILE cannot be read as JSON: " + file, unreadable);
        }
    }

    private static List<ConfiguredModel> parse(JsonNode list) {
        if (!list.isArray()) {
            throw new IllegalArgumentException("UPSTREAM_MODELS_FILE is not a list");
        }
        List<ConfiguredModel> models = new ArrayList<>();
        for (JsonNode entry : list) {
            try {
                models.add(model(entry));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "UPSTREAM_MODELS_FILE, entry " + models.size() + ": " + wrong.getMessage(),
                        wrong);
            }
        }
        return models;
    }

    private static ConfiguredModel model(JsonNode entry) {
        entry.fieldNames()
                .forEachRemaining(field -> {
                    if (!FIELDS.contains(field)) {
                        throw new IllegalArgumentException("unknown field " + field);
                    }
                });
        return new ConfiguredModel(
                new ModelId(entry.path("id").asText("")),
                Optional.ofNullable(entry.path("name").textValue()),
                tokens(entry, "context_length"),
                tokens(entry, "max_output_tokens"),
                reasoning(entry),
                price(entry));
    }

    private static OptionalLong tokens(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
            throw new IllegalArgumentException(field + " must be a whole number above zero");
        }
        return OptionalLong.of(value.asLong());
    }

    private static Optional<Reasoning> reasoning(JsonNode entry) {
        if (!entry.hasNonNull("reasoning")) {
            return Optional.empty();
        }
        return Optional.of(
                Reasoning.valueOf(entry.path("reasoning").asText().toUpperCase(Locale.ROOT)));
    }

    private static Optional<ModelPrice> price(JsonNode entry) {
        if (!entry.hasNonNull("input_usd_per_million")
                && !entry.hasNonNull("output_usd_per_million")) {
            return Optional.empty();
        }
        Usd request =
                entry.hasNonNull("request_usd") ? new Usd(amount(entry, "request_usd")) : Usd.ZERO;
        Usd input = perToken(entry, "input_usd_per_million");
        Usd cached =
                entry.hasNonNull("cached_input_usd_per_million")
                        ? perToken(entry, "cached_input_usd_per_million").min(input)
                        : input;
        return Optional.of(
                ModelPrice.flat(
                        new Rates(
                                input,
                                perToken(entry, "output_usd_per_million"),
                                request,
                                cached,
                                Optional.empty())));
    }

    private static Usd perToken(JsonNode entry, String field) {
        return new Usd(amount(entry, field).movePointLeft(6));
    }

    private static BigDecimal amount(JsonNode entry, String field) {
        return Decimals.nonNegative(entry.path(field).asText(""))
                .orElseThrow(() ->
                        new IllegalArgumentException(field + " must be a decimal, 0 or more"));
    }
}
