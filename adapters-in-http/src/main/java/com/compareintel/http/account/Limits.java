package com.compareintel.http.account;

import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.ratelimit.RateLimitFields;
import io.micronaut.http.HttpRequest;
import java.time.Duration;

/// Turns away who tries too often, or with too many others.
final class Limits {
    private static final Duration LATER = Duration.ofSeconds(5);

    private Limits() {}

    /// Goes on if this was allowed.
    ///
    /// @throws ProblemFound if it was not
    static void admit(HttpRequest<?> request, RateDecision decision) {
        RateLimitFields.note(request, decision);
        if (decision instanceof RateDecision.Throttled throttled) {
            throw new ProblemFound(
                    Problem.retryable(
                            ProblemCode.RATE_LIMITED,
                            "This was tried too often.",
                            throttled.retryAfter()));
        }
    }

    /// That too many passwords are being hashed.
    static ProblemFound crowded() {
        return new ProblemFound(
                Problem.retryable(
                        ProblemCode.OVERLOADED,
                        "More people want in than can be let in at once.",
                        LATER));
    }
}
