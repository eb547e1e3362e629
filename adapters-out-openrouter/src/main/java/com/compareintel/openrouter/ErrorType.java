package com.compareintel.openrouter;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The kinds of error a provider names, each with the status it usually comes with. What is not one
/// of them is no word that we repeat, not even in a log.
enum ErrorType {
    INVALID_REQUEST(400),
    INVALID_PROMPT(400),
    CONTEXT_LENGTH_EXCEEDED(400),
    MAX_TOKENS_EXCEEDED(400),
    TOKEN_LIMIT_EXCEEDED(400),
    STRING_TOO_LONG(400),
    CONTENT_POLICY_VIOLATION(400),
    REFUSAL(400),
    AUTHENTICATION(401),
    PAYMENT_REQUIRED(402),
    IN_FLIGHT_BUDGET_EXHAUSTED(402),
    PERMISSION_DENIED(403),
    NOT_FOUND(404),
    TIMEOUT(408),
    PRECONDITION_FAILED(412),
    PAYLOAD_TOO_LARGE(413),
    UNPROCESSABLE(422),
    RATE_LIMIT_EXCEEDED(429),
    SERVER(500),
    UNMAPPED(500),
    PROVIDER_UNAVAILABLE(502),
    PROVIDER_OVERLOADED(503);

    /// What servers that speak the same protocol say for the same.
    private static final Map<String, ErrorType> SYNONYMS =
            Map.ofEntries(
                    Map.entry("invalid_request_error", INVALID_REQUEST),
                    Map.entry("content_filter", CONTENT_POLICY_VIOLATION),
                    Map.entry("moderation", CONTENT_POLICY_VIOLATION),
                    Map.entry("authentication_error", AUTHENTICATION),
                    Map.entry("invalid_api_key", AUTHENTICATION),
                    Map.entry("insufficient_quota", PAYMENT_REQUIRED),
                    Map.entry("permission_error", PERMISSION_DENIED),
                    Map.entry("not_found_error", NOT_FOUND),
                    Map.entry("model_not_found", NOT_FOUND),
                    Map.entry("timeout_error", TIMEOUT),
                    Map.entry("rate_limit_error", RATE_LIMIT_EXCEEDED),
                    Map.entry("rate_limited", RATE_LIMIT_EXCEEDED),
                    Map.entry("server_error", SERVER),
                    Map.entry("internal_server_error", SERVER),
                    Map.entry("api_error", SERVER),
                    Map.entry("overloaded_error", PROVIDER_OVERLOADED));

    /// Longer than any of them.
    private static final int LONGEST_NAME = 40;

    private final int usualStatus;

    ErrorType(int usualStatus) {
        this.usualStatus = usualStatus;
    }

    int usualStatus() {
        return usualStatus;
    }

    /// The kind with this name on the wire.
    static Optional<ErrorType> named(String wireName) {
        if (wireName.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = wireName.toLowerCase(Locale.ROOT);
        for (ErrorType type : values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.ofNullable(SYNONYMS.get(name));
    }
}
