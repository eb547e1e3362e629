package com.compareintel.http.security;

import com.compareintel.core.ratelimit.RateDecision;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Tells clients how they stand, in the fields of the IETF's draft, whatever the answer is.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RateLimitHeaders {
    private static final String ATTRIBUTE = "compareintel.rate";

    /// Keeps how the sender of this request stands until it is answered.
    static void remember(HttpRequest<?> request, RateDecision decision) {
        request.setAttribute(ATTRIBUTE, decision);
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(ATTRIBUTE, RateDecision.class)
                .ifPresent(decision -> add(response, decision));
    }

    private static void add(MutableHttpResponse<?> response, RateDecision decision) {
        String name = "\"" + decision.quota().name() + "\"";
        response.header(
                "RateLimit-Policy",
                name
                        + ";q="
                        + decision.quota().limit()
                        + ";w="
                        + decision.quota().window().toSeconds());
        switch (decision) {
            case RateDecision.Allowed allowed ->
                    response.header(
                            "RateLimit",
                            name
                                    + ";r="
                                    + allowed.remaining()
                                    + ";t="
                                    + Math.ceilDiv(allowed.fullAfter().toMillis(), 1000L));
            case RateDecision.Throttled throttled ->
                    response.header(
                            "RateLimit",
                            name
                                    + ";r=0;t="
                                    + Math.ceilDiv(throttled.retryAfter().toMillis(), 1000L));
        }
    }
}
