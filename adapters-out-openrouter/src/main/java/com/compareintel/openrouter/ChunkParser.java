package com.compareintel.openrouter;

import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a chunk from its JSON, token by token: what we do not use is skipped and never becomes an
/// object. Fields may come in any order and be of another kind than documented; only text that is
/// no JSON object at all is refused.
///
/// Used once, for one chunk.
final class ChunkParser {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private final boolean wantsOrigin;

    private @Nullable String generation;
    private @Nullable String model;
    private @Nullable String provider;
    private String text = "";
    private String reasoning = "";
    private String details = "";
    private boolean annotated;
    private @Nullable String finish;
    private @Nullable Usage usage;
    private @Nullable Usd cost;
    private @Nullable UpstreamError error;

    private ChunkParser(boolean wantsOrigin) {
        this.wantsOrigin = wantsOrigin;
    }

    /// The chunk in bytes `from` to `to`.
    ///
    /// @param wantsOrigin whether to read who answers; skipping it is cheaper
    /// @throws UnreadableAnswer if the bytes are not one JSON object
    static Chunk parse(byte[] bytes, int from, int to, boolean wantsOrigin)
            throws UnreadableAnswer {
        ChunkParser parser = new ChunkParser(wantsOrigin);
        try (JsonParser json = JSON.createParser(bytes, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableAnswer();
            }
            parser.chunk(json);
            if (json.nextToken() != null) {
                throw new UnreadableAnswer();
            }
        } catch (IOException malformed) {
            throw new UnreadableAnswer();
        }
        return parser.result();
    }

    private Chunk result() {
        return new Chunk(
                wantsOrigin ? new Chunk.Origin(generation, model, provider) : null,
                text,
                reasoning.isEmpty() ? details : reasoning,
                annotated,
                finish,
                usage,
                cost,
                error);
    }

    private void chunk(JsonParser json) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> generation = origin(json, value);
                case "model" -> model = origin(json, value);
                case "provider" -> provider = origin(json, value);
                case "choices" -> choices(json, value);
                case "usage" -> usage(json, value);
                case "error" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        error = ErrorParser.parse(json);
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private @Nullable String origin(JsonParser json, JsonToken value) throws IOException {
        if (!wantsOrigin || value != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return null;
        }
        String name = json.getText();
        if (name.isBlank()) {
            return null;
        }
        return name.length() <= Chunk.LONGEST_NAME ? name : name.substring(0, Chunk.LONGEST_NAME);
    }

    private void choices(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken item = json.nextToken();
                item != JsonToken.END_ARRAY;
                item = json.nextToken()) {
            if (item == JsonToken.START_OBJECT) {
                choice(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void choice(JsonParser json) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "delta", "message" -> delta(json, value);
                case "finish_reason" -> {
                    if (value == JsonToken.VALUE_STRING && !json.getText().isEmpty()) {
                        finish = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    private void delta(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "content" -> text = joined(text, content(json, value));
                case "reasoning", "reasoning_content" -> {
                    if (reasoning.isEmpty()) {
                        reasoning = string(json, value);
                    } else {
                        json.skipChildren();
                    }
                }
                case "reasoning_details" -> {
                    if (reasoning.isEmpty()) {
                        details = parts(json, value);
                    } else {
                        json.skipChildren();
                    }
                }
                case "annotations" -> annotations(json, value);
                default -> json.skipChildren();
            }
        }
    }

    /// Content is a text, or a list of parts of which some are text.
    private static String content(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.START_ARRAY ? parts(json, value) : string(json, value);
    }

    /// The texts of a list of parts, joined; encrypted parts have none.
    private static String parts(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            json.skipChildren();
            return "";
        }
        String all = "";
        for (JsonToken item = json.nextToken();
                item != JsonToken.END_ARRAY;
                item = json.nextToken()) {
            if (item != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                switch (field) {
                    case "text", "summary" -> all = joined(all, string(json, value));
                    default -> json.skipChildren();
                }
            }
        }
        return all;
    }

    private void annotations(JsonParser json, JsonToken start) throws IOException {
        if (start == JsonToken.START_ARRAY) {
            for (JsonToken item = json.nextToken();
                    item != JsonToken.END_ARRAY;
                    item = json.nextToken()) {
                annotated = true;
                json.skipChildren();
            }
        } else {
            json.skipChildren();
        }
    }

    private void usage(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        long input = -1;
        long output = -1;
        long reasoned = 0;
        long cached = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "prompt_tokens" -> input = count(json);
                case "completion_tokens" -> output = count(json);
                case "completion_tokens_details" ->
                        reasoned = countWithin(json, value, "reasoning_tokens");
                case "prompt_tokens_details" -> cached = countWithin(json, value, "cached_tokens");
                case "cost" ->
                        cost =
                                Decimals.of(json)
                                        .filter(amount -> amount.signum() >= 0)
                                        .map(Usd::new)
                                        .orElse(cost);
                default -> {}
            }
            json.skipChildren();
        }
        if (input >= 0 && output >= 0) {
            usage = new Usage(input, output, Math.max(reasoned, 0), Math.max(cached, 0));
        }
    }

    private static long countWithin(JsonParser json, JsonToken start, String name)
            throws IOException {
        if (start != JsonToken.START_OBJECT) {
            return 0;
        }
        long found = 0;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (field.equals(name)) {
                found = count(json);
            }
            json.skipChildren();
        }
        return found;
    }

    /// A number of tokens; below zero if it is none.
    private static long count(JsonParser json) throws IOException {
        Optional<BigDecimal> number = Decimals.of(json);
        boolean isCount =
                number.isPresent()
                        && number.get().signum() >= 0
                        && number.get().compareTo(MOST_TOKENS) <= 0;
        return isCount ? number.get().longValue() : -1;
    }

    /// More than any model has seen; keeps sums far from overflow.
    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000_000L);

    private static String string(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }

    private static String joined(String first, String second) {
        return first.isEmpty() ? second : first + second;
    }
}
