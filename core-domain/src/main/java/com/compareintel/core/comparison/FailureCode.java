package com.compareintel.core.comparison;

import java.util.Locale;

/// Why an answer failed, in the words clients see.
public enum FailureCode {
    TIMEOUT("The model did not answer in time."),
    STALLED("The model stopped sending in the middle of its answer."),
    TRUNCATED("The answer broke off before its end."),
    RATE_LIMITED_UPSTREAM("The provider is receiving too many requests for this model."),
    UNAVAILABLE_UPSTREAM("The provider is not able to serve this model at the moment."),
    REFUSED_UPSTREAM("The provider refused the request."),
    CONTEXT_TOO_LONG("The conversation does not fit into the model's context window."),
    CONTENT_FILTERED("The provider's content filter stopped the answer."),
    INVALID_RESPONSE("The provider answered in a way that could not be understood."),
    INTERRUPTED("The service was interrupted while the model was answering."),
    INTERNAL("Something went wrong on our side.");

    private final String message;

    FailureCode(String message) {
        this.message = message;
    }

    /// A sentence for people. It never contains anything a provider sent.
    public String message() {
        return message;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
