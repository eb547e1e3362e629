package com.compareintel.http.ratelimit;

import com.compareintel.core.ratelimit.Level;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells clients how they stand with every limit that their request met, whatever became of it, in
/// the fields of the IETF's draft (`draft-ietf-httpapi-ratelimit-headers`, revision 11):
///
/// ```
/// RateLimit-Policy: "network";q=300;w=60, "comparisons";q=5;w=60
/// RateLimit: "network";r=299;t=1, "comparisons";r=4;t=12
/// ```
///
/// `t` is the time within which no more than `r` can be used: who finds `r=0` and waits that long
/// is let in.
public final class RateLimitFields {
    private static final String ATTRIBUTE = "compareintel.rate-levels";

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private RateLimitFields() {}

    /// Remembers what was decided about a request, for its response.
    public static void note(HttpRequest<?> request, RateDecision decision) {
        List<Level> levels = new ArrayList<>(levelsOf(request).orElseGet(List::of));
        levels.addAll(decision.levels());
        request.setAttribute(ATTRIBUTE, new Noted(levels));
    }

    /// Adds the fields to the response to a request about which anything was decided; may be done
    /// more than once.
    public static void addTo(MutableHttpResponse<?> response, HttpRequest<?> request) {
        levelsOf(request)
                .ifPresent(levels -> {
                    response.getHeaders()
                            .set("RateLimit-Policy", list(levels, RateLimitFields::policy))
                            .set("RateLimit", list(levels, RateLimitFields::limit));
                });
    }

    /// A wait in whole seconds, never shorter than it is.
    public static long seconds(Duration wait) {
        return Math.ceilDiv(wait.toNanos(), NANOS);
    }

    private record Noted(List<Level> levels) {}

    private static Optional<List<Level>> levelsOf(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Noted.class).map(Noted::levels);
    }

    private static String list(List<Level> levels, Function<Level, String> item) {
        return levels.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(Level level) {
        Quota quota = level.quota();
        return "\"" + quota.name() + "\";q=" + quota.limit() + ";w=" + seconds(quota.window());
    }

    private static String limit(Level level) {
        return "\""
                + level.quota().name()
                + "\";r="
                + level.remaining()
                + ";t="
                + seconds(level.moreAfter());
    }
}
