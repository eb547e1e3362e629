package com.compareintel.http.body;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;

/// JSON as clients send it, read strictly: UTF-8, no duplicate names, nothing behind the end, exact
/// numbers, bounded depth.
public final class Json {
    /// Deeper than anything a request needs.
    static final int MAX_DEPTH = 32;

    /// Digits of one number.
    static final int MAX_NUMBER = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_NUMBER)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json == null || json.isMissingNode()) {
                throw malformed("The body is empty; it must be a JSON object.");
            }
            return json;
        } catch (JsonProcessingException broken) {
            JsonLocation place = broken.getLocation();
            throw malformed(
                    place == null
                            ? "The body is not JSON, or is nested too deeply."
                            : "The body is not JSON: line "
                                    + place.getLineNr()
                                    + ", column "
                                    + place.getColumnNr()
                                    + ".");
        } catch (NumberFormatException outOfBounds) {
            throw malformed("The body holds a number with an exponent that is none.");
        } catch (IOException impossible) {
            throw malformed("The body cannot be read.");
        }
    }

    private static ProblemFound malformed(String detail) {
        return new ProblemFound(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
