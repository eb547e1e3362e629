package com.compareintel.http.server;

/// The sender broke off or garbled a request's body, so that where the next request begins is
/// unknown.
public final class UnreadableBody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableBody(Throwable cause) {
        super("unreadable request body", cause);
    }
}
