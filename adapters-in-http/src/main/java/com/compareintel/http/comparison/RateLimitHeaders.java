package com.compareintel.http.comparison;

import com.compareintel.core.ratelimit.RateDecision;
import io.micronaut.http.MutableHttpResponse;

/// Tells clients how they stand, in the fields of the IETF's draft.
public final class RateLimitHeaders {
    private RateLimitHeaders() {}

    /// Adds how a caller stands to a response.
    public static void add(MutableHttpResponse<?> response, RateDecision decision) {
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
