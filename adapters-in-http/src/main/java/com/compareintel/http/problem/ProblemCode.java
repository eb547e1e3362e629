package com.compareintel.http.problem;

import java.util.Locale;

/// Every problem there is. The codes are stable; clients decide by them.
public enum ProblemCode {
    MALFORMED_REQUEST(400, "Malformed request"),
    UNAUTHENTICATED(401, "Not authenticated"),
    INSUFFICIENT_CREDITS(402, "Not enough credits"),
    MODEL_NOT_IN_TIER(403, "Model not in your tier"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    CONVERSATION_ARCHIVED(409, "Conversation is archived"),
    CONVERSATION_BUSY(409, "Conversation is busy"),
    IDEMPOTENCY_IN_PROGRESS(409, "First request still in progress"),
    ALREADY_FINISHED(409, "Already finished"),
    PAYLOAD_TOO_LARGE(413, "Payload too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    VALIDATION_FAILED(422, "Validation failed"),
    UNKNOWN_MODEL(422, "Unknown model"),
    TOO_MANY_MODELS(422, "Too many models"),
    CONTEXT_TOO_LONG(422, "Prompt too long for a model"),
    IDEMPOTENCY_MISMATCH(422, "Idempotency key used for another request"),
    RATE_LIMITED(429, "Too many requests"),
    TOO_MANY_OPEN(429, "Too many comparisons open"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    INTERNAL_ERROR(500, "Internal error"),
    OVERLOADED(503, "Overloaded"),
    UNAVAILABLE(503, "Unavailable");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
