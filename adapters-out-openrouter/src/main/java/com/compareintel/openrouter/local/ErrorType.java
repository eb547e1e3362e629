package com.compareintel.openrouter.local;

/// The usual type and message of each error status.
record ErrorType(String name, String message) {
    static ErrorType usualFor(int status) {
        return switch (status) {
            case 400 -> new ErrorType("invalid_request", "Invalid request");
            case 401 -> new ErrorType("authentication", "No auth credentials found");
            case 402 ->
                    new ErrorType("payment_required", "Insufficient credits. Add more to continue");
            case 403 -> new ErrorType("permission_denied", "Input was flagged");
            case 404 -> new ErrorType("not_found", "No endpoints found for this model");
            case 408, 504, 524 ->
                    new ErrorType("timeout", "The operation was aborted due to timeout");
            case 412 -> new ErrorType("precondition_failed", "Precondition failed");
            case 413 -> new ErrorType("payload_too_large", "Payload too large");
            case 422 -> new ErrorType("unprocessable", "Unprocessable request");
            case 429 -> new ErrorType("rate_limit_exceeded", "Rate limit exceeded");
            case 500 -> new ErrorType("server", "Internal Server Error");
            case 502 -> new ErrorType("provider_unavailable", "Provider returned error");
            case 503, 529 -> new ErrorType("provider_overloaded", "Provider is overloaded");
            default -> new ErrorType("unmapped", "Internal Server Error");
        };
    }
}
