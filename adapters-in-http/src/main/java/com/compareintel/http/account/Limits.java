package com.compareintel.http.account;

import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.ratelimit.RateLimitFields;
import io.micronaut.http.HttpRequest;

/// Turns away who tries too often.
final class Limits {
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
}
