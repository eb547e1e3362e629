package com.compareintel.http.server;

import com.compareintel.http.ratelimit.RateLimitFields;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/// What every response carries, unless it says otherwise itself: its request's id, how the caller
/// stands with the limits it met, and what keeps browsers from guessing, framing, executing,
/// remembering and telling on.
@Singleton
public final class CommonHeaders {
    private static final String NOTHING_RUNS =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final RequestIds ids;

    CommonHeaders(RequestIds ids) {
        this.ids = ids;
    }

    /// Adds what is missing; may be done more than once.
    public void addTo(MutableHttpResponse<?> response, HttpRequest<?> request) {
        MutableHttpHeaders headers = response.getHeaders();
        headers.set(RequestIds.HEADER, ids.of(request));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        RateLimitFields.addTo(response, request);
        if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", NOTHING_RUNS);
        }
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
