package com.compareintel.http.body;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;

/// JSON as clients send it, read strictly: UTF-8, no duplicate names, nothing behind the end, exact
/// numbers. What is made of a body is bounded like the body: values, however small, take up memory.
public final class Json {
    /// Deeper than anything a request needs.
    static final int MAX_DEPTH = 32;

    /// Digits of one number.
    static final int MAX_NUMBER = 100;

    /// Characters of one name: more than any we know, and so few that the parser may remember some
    /// thousands of strangers' names.
    static final int MAX_NAME = 256;

    /// Characters of one text, as Java counts them: more than the longest that a request may have,
    /// which is told by the name of its field up to here.
    static final int MAX_TEXT = 1 << 18;

    /// Names, values, and the beginnings and ends of those that hold others: an empty object of two
    /// bytes takes up some eighty.
    static final int MAX_TOKENS = 10_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_NUMBER)
                                                    .maxNameLength(MAX_NAME)
                                                    .maxStringLength(MAX_TEXT)
                                                    .maxTokenCount(MAX_TOKENS)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    private Json() {}

    /// Reads the body of a request.
    ///
    /// @throws ProblemFound if there is none, if it is not called JSON, or is none
    public static JsonNode of(HttpRequest<byte[]> request) {
        return ifAny(request)
                .orElseThrow(() -> malformed("The body is empty; it must be a JSON object."));
    }

    /// Reads the body of a request that may have none.
    ///
    /// @throws ProblemFound if it has one that is not called JSON, or is none
    public static Optional<JsonNode> ifAny(HttpRequest<byte[]> request) {
        Optional<byte[]> body = request.getBody().filter(bytes -> bytes.length > 0);
        if (body.isPresent() && request.getContentType().isEmpty()) {
            throw new ProblemFound(
                    Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be application/json, and say so."));
        }
        return body.map(Json::read);
    }

    private static JsonNode read(byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            try {
                JsonNode json = MAPPER.readTree(parser);
                if (json == null || json.isMissingNode()) {
                    throw malformed("The body is empty; it must be a JSON object.");
                }
                if (parser.nextToken() != null) {
                    throw malformed("The body goes on behind its end: " + place(parser) + ".");
                }
                return json;
            } catch (StreamConstraintsException tooMuch) {
                throw beyond(parser, tooMuch);
            } catch (JsonProcessingException broken) {
                throw notJson(parser, broken);
            }
        } catch (NumberFormatException outOfBounds) {
            throw malformed("The body holds a number with an exponent that is none.");
        } catch (IOException impossible) {
            throw malformed("The body cannot be read.");
        }
    }

    private static ProblemFound beyond(JsonParser parser, StreamConstraintsException tooMuch) {
        if (tooMuch.getOriginalMessage().startsWith("String value length")) {
            String field = parser.getParsingContext().pathAsPointer().toString();
            return new ProblemFound(
                    Problem.invalid(
                            field.isEmpty() ? "body" : field.substring(1).replace('/', '.'),
                            "is too long to be read"));
        }
        return malformed(
                "The body is beyond what is read: %d levels, %d digits of a number, %d characters of a name, %d names and values in all."
                        .formatted(MAX_DEPTH, MAX_NUMBER, MAX_NAME, MAX_TOKENS));
    }

    private static ProblemFound notJson(JsonParser parser, JsonProcessingException broken) {
        if (broken.getOriginalMessage().startsWith("Duplicate")) {
            return malformed(
                    "The field \"%s\" is repeated: %s."
                            .formatted(parser.getParsingContext().getCurrentName(), place(parser)));
        }
        JsonLocation place = broken.getLocation();
        return malformed(
                "The body is not JSON: " + (place == null ? place(parser) : words(place)) + ".");
    }

    private static String place(JsonParser parser) {
        return words(parser.currentLocation());
    }

    private static String words(JsonLocation place) {
        return "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static ProblemFound malformed(String detail) {
        return new ProblemFound(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
