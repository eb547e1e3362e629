package com.compareintel.openrouter;

import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ProviderSignal.Failed;
import com.compareintel.core.run.Strain;
import java.time.Duration;
import java.util.Optional;

/// What a provider's errors mean to us: which of our codes, whether asking again may help, and how
/// often a call may be repeated before any data came. Nothing a provider says passes beyond here
/// but its kind.
///
/// A kind that says more than its status decides; else the status does; what the provider says
/// about trying again counts more than both. Errors of *our* account are told to the operator, and
/// to the client only as unavailability. Thread-safe.
final class FailureMapping {
    /// What a kind of error means.
    private record Meaning(FailureCode code, boolean retryable, int retries) {
        static Meaning passing(FailureCode code, int retries) {
            return new Meaning(code, true, retries);
        }

        static Meaning lasting(FailureCode code) {
            return new Meaning(code, false, 0);
        }

        /// What it means once the provider said whether trying again may help.
        Meaning revised(boolean retryable) {
            if (!retryable) {
                return lasting(code);
            }
            return passing(code, retries == 0 ? MOST_RETRIES : retries);
        }
    }

    private static final int MOST_RETRIES = 2;

    /// A stream or body that cannot be understood.
    static final Failed UNREADABLE =
            Failed.of(new AnswerFailure(FailureCode.INVALID_RESPONSE, true), 1);

    /// More than is taken in from one answer.
    static final Failed TOO_LARGE =
            Failed.of(new AnswerFailure(FailureCode.INVALID_RESPONSE, false), 0);

    /// No connection, or none that lasted until an answer began.
    static final Failed UNREACHABLE =
            Failed.of(new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true), MOST_RETRIES);

    /// A server that is not who it should be.
    static final Failed UNTRUSTED =
            Failed.of(new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, false), 0);

    /// Trouble of our own.
    static final Failed INTERNAL = Failed.of(new AnswerFailure(FailureCode.INTERNAL, true), 0);

    private final OperatorLog operator;

    FailureMapping(OperatorLog operator) {
        this.operator = operator;
    }

    /// An answer that ended without saying why.
    static Failed truncated(Optional<Usage> usage, Optional<Usd> cost) {
        return new Failed(
                new AnswerFailure(FailureCode.TRUNCATED, true),
                MOST_RETRIES,
                Optional.empty(),
                usage,
                cost);
    }

    /// A refusal with a status before anything of the answer came.
    ///
    /// @param status of the response, not a success
    /// @param retryAfter from the header, if there was one
    Failed refused(int status, UpstreamError error, Optional<Duration> retryAfter) {
        return failed(
                status,
                error,
                error.retryAfter().or(() -> retryAfter),
                Optional.empty(),
                Optional.empty());
    }

    /// An error told within an answer.
    Failed within(UpstreamError error, Optional<Usage> usage, Optional<Usd> cost) {
        int status =
                error.status()
                        .orElseGet(() ->
                                error.types().stream()
                                        .mapToInt(ErrorType::usualStatus)
                                        .min()
                                        .orElse(502));
        return failed(status, error, error.retryAfter(), usage, cost);
    }

    /// Tells the operator that the server's certificate is not accepted.
    Failed untrusted() {
        operator.page("The upstream's certificate is not accepted for its host name.");
        return UNTRUSTED;
    }

    private Failed failed(
            int status,
            UpstreamError error,
            Optional<Duration> retryAfter,
            Optional<Usage> usage,
            Optional<Usd> cost) {
        Meaning meaning = meaning(status, error);
        return new Failed(
                new AnswerFailure(meaning.code(), meaning.retryable()),
                meaning.retries(),
                retryAfter,
                usage,
                cost,
                meaning.retryable() ? strain(status, error) : Strain.NONE);
    }

    /// A busy status alone does not tell whether it means the model or all our calls; that of all
    /// has a name. What trying again does not help is no matter of too much to do.
    private static Strain strain(int status, UpstreamError error) {
        if (error.is(ErrorType.IN_FLIGHT_BUDGET_EXHAUSTED)) {
            return Strain.OF_ACCOUNT;
        }
        return switch (status) {
            case 429, 503, 529 -> Strain.OF_MODEL;
            default -> Strain.NONE;
        };
    }

    private Meaning meaning(int status, UpstreamError error) {
        forOperator(status, error).ifPresent(operator::page);
        Meaning meaning = byType(error).orElseGet(() -> byStatus(status));
        return error.retryable().map(meaning::revised).orElse(meaning);
    }

    private static Optional<Meaning> byType(UpstreamError error) {
        if (error.is(ErrorType.IN_FLIGHT_BUDGET_EXHAUSTED)) {
            return Optional.of(Meaning.passing(FailureCode.RATE_LIMITED_UPSTREAM, MOST_RETRIES));
        }
        if (error.is(ErrorType.PAYMENT_REQUIRED) || error.is(ErrorType.AUTHENTICATION)) {
            return Optional.of(Meaning.lasting(FailureCode.UNAVAILABLE_UPSTREAM));
        }
        if (error.is(ErrorType.CONTENT_POLICY_VIOLATION) || error.flagged()) {
            return Optional.of(Meaning.lasting(FailureCode.CONTENT_FILTERED));
        }
        if (error.is(ErrorType.REFUSAL)) {
            return Optional.of(Meaning.lasting(FailureCode.REFUSED_UPSTREAM));
        }
        if (error.is(ErrorType.CONTEXT_LENGTH_EXCEEDED)
                || error.is(ErrorType.TOKEN_LIMIT_EXCEEDED)
                || error.is(ErrorType.STRING_TOO_LONG)) {
            return Optional.of(Meaning.lasting(FailureCode.CONTEXT_TOO_LONG));
        }
        return Optional.empty();
    }

    private static Meaning byStatus(int status) {
        return switch (status) {
            case 401, 402, 404 -> Meaning.lasting(FailureCode.UNAVAILABLE_UPSTREAM);
            case 408, 504, 524 -> Meaning.passing(FailureCode.TIMEOUT, MOST_RETRIES);
            case 413 -> Meaning.lasting(FailureCode.CONTEXT_TOO_LONG);
            case 429 -> Meaning.passing(FailureCode.RATE_LIMITED_UPSTREAM, MOST_RETRIES);
            case 502, 503, 529 -> Meaning.passing(FailureCode.UNAVAILABLE_UPSTREAM, MOST_RETRIES);
            default -> {
                if (status >= 500) {
                    yield Meaning.passing(FailureCode.UNAVAILABLE_UPSTREAM, 1);
                }
                yield Meaning.lasting(
                        status >= 400
                                ? FailureCode.REFUSED_UPSTREAM
                                : FailureCode.INVALID_RESPONSE);
            }
        };
    }

    private static Optional<String> forOperator(int status, UpstreamError error) {
        if (error.is(ErrorType.IN_FLIGHT_BUDGET_EXHAUSTED)) {
            return Optional.empty();
        }
        if (status == 401 || error.is(ErrorType.AUTHENTICATION)) {
            return Optional.of(
                    "The upstream does not accept our API key (401): check OPENROUTER_API_KEY.");
        }
        if (status == 402 || error.is(ErrorType.PAYMENT_REQUIRED)) {
            return Optional.of(
                    "The upstream account has run out of credit (402): no model can answer.");
        }
        if (status >= 300 && status < 400) {
            return Optional.of(
                    "The upstream redirects (" + status + "): check OPENROUTER_BASE_URL.");
        }
        return Optional.empty();
    }
}
