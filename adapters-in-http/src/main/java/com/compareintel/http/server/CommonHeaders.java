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

    /// None of what pages here do, and so none of what somebody else's script could do with them.
    private static final String NO_POWERS =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// A year. Nothing is said of other hosts of the same domain: they are not ours.
    private static final String TLS_ONLY = "max-age=31536000";

    private final RequestIds ids;
    private final boolean secure;

    CommonHeaders(RequestIds ids, HttpApiConfiguration configuration) {
        this.ids = ids;
        this.secure = configuration.isSecure();
    }

    /// Adds what is missing; may be done more than once.
    public void addTo(MutableHttpResponse<?> response, HttpRequest<?> request) {
        MutableHttpHeaders headers = response.getHeaders();
        headers.set(RequestIds.HEADER, ids.of(request));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", NO_POWERS);
        if (secure) {
            headers.set("Strict-Transport-Security", TLS_ONLY);
        }
        RateLimitFields.addTo(response, request);
        if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", NOTHING_RUNS);
        }
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
