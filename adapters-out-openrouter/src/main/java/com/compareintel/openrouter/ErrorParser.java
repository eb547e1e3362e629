package com.compareintel.openrouter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads the description of an error, `{"code":…,"metadata":{…},"availability":{…}}`, of which
/// every part may be missing or of another kind. Messages and whatever else the provider tells are
/// passed over.
final class ErrorParser {
    private OptionalInt status = OptionalInt.empty();
    private final Set<ErrorType> types = EnumSet.noneOf(ErrorType.class);
    private boolean flagged;
    private Optional<Boolean> retryable = Optional.empty();
    private Optional<Duration> retryAfter = Optional.empty();

    private ErrorParser() {}

    /// Reads the value that the parser stands at, whatever it is.
    static UpstreamError parse(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return UpstreamError.UNDESCRIBED;
        }
        ErrorParser parser = new ErrorParser();
        parser.error(json);
        return new UpstreamError(
                parser.status, parser.types, parser.flagged, parser.retryable, parser.retryAfter);
    }

    private void error(JsonParser json) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "code" -> code(json, value);
                case "type", "error_type" -> type(json, value);
                case "metadata" -> metadata(json, value);
                case "availability" -> availability(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void metadata(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "error_type", "reason" -> type(json, value);
                case "reasons", "flagged_input" -> {
                    flagged |= value != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }

    private void availability(JsonParser json, JsonToken start) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "code" -> type(json, value);
                case "retryable" -> {
                    if (value.isBoolean()) {
                        retryable = Optional.of(json.getBooleanValue());
                    }
                    json.skipChildren();
                }
                case "retry_after" -> {
                    retryAfter = Decimals.of(json).flatMap(RetryAfter::of);
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }

    private void code(JsonParser json, JsonToken value) throws IOException {
        Optional<BigDecimal> number = Decimals.of(json);
        if (number.isPresent()) {
            int code = number.get().intValue();
            status = code >= 400 && code < 600 ? OptionalInt.of(code) : status;
        } else {
            type(json, value);
        }
    }

    private void type(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            ErrorType.named(json.getText()).ifPresent(types::add);
        } else {
            json.skipChildren();
        }
    }
}
