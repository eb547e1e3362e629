package com.compareintel.http.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that went wrong, as clients are told (RFC 9457).
///
/// @param code which problem
/// @param detail a sentence for people; never anything internal
/// @param retryAfter when it is worth trying again
/// @param members what the problem carries beyond the standard
public record Problem(
        ProblemCode code,
        String detail,
        Optional<Duration> retryAfter,
        Map<String, Object> members) {

    /// One field of a request and what is wrong with it.
    public record FieldError(String field, String message) {}

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Optional.empty(), Map.of());
    }

    public static Problem retryable(ProblemCode code, String detail, Duration retryAfter) {
        return new Problem(code, detail, Optional.of(retryAfter), Map.of());
    }

    /// A request whose fields cannot be accepted.
    public static Problem invalid(List<FieldError> errors) {
        return new Problem(
                ProblemCode.VALIDATION_FAILED,
                "The request cannot be accepted; see errors.",
                Optional.empty(),
                Map.of("errors", List.copyOf(errors)));
    }

    /// A request one of whose fields cannot be accepted.
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    Map<String, Object> asJson(String requestId) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "/problems/" + code.wireName());
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", detail);
        json.put("code", code.wireName());
        json.put("request_id", requestId);
        json.putAll(members);
        return json;
    }
}
