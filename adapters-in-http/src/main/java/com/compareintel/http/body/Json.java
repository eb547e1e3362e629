package com.compareintel.http.body;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// JSON as clients send it, read strictly: no duplicate names, nothing behind the end, exact
/// numbers, bounded depth.
public final class Json {
    /// Deeper than anything a request needs.
    static final int MAX_DEPTH = 32;

    /// Digits of one number.
    static final int MAX_NUMBER = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
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

    /// Reads a body.
    ///
    /// @throws ProblemFound if it is not JSON
    public static JsonNode read(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json == null || json.isMissingNode()) {
                throw malformed("The body is empty; it must be a JSON object.");
            }
            return json;
        } catch (JsonProcessingException broken) {
            throw malformed(
                    "The body is not JSON: line "
                            + broken.getLocation().getLineNr()
                            + ", column "
                            + broken.getLocation().getColumnNr()
                            + ".");
        } catch (IOException impossible) {
            throw malformed("The body cannot be read.");
        }
    }

    private static ProblemFound malformed(String detail) {
        return new ProblemFound(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
