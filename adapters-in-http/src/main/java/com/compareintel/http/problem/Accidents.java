package com.compareintel.http.problem;

import com.compareintel.http.server.UnreadableBody;
import com.compareintel.http.server.UnreadableHead;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that goes wrong outside of a use case: what the server itself refuses, broken
/// neighbours, and defects of ours, of which clients learn nothing but that they happened.
final class Accidents {
    private static final Logger LOG = LoggerFactory.getLogger(Accidents.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(2);

    private static final Map<Integer, Problem> BY_STATUS =
            Map.of(
                    400, Problem.of(ProblemCode.MALFORMED_REQUEST, "The request cannot be read."),
                    401, Problem.of(ProblemCode.UNAUTHENTICATED, "Who are you?"),
                    403, Problem.of(ProblemCode.FORBIDDEN, "This is not allowed."),
                    404, Problem.of(ProblemCode.NOT_FOUND, "There is nothing here."),
                    405,
                            Problem.of(
                                    ProblemCode.METHOD_NOT_ALLOWED,
                                    "This does not take that method; see Allow."),
                    406,
                            Problem.of(
                                    ProblemCode.NOT_ACCEPTABLE,
                                    "None of the accepted types can be produced here."),
                    413,
                            Problem.of(
                                    ProblemCode.PAYLOAD_TOO_LARGE,
                                    "The body is larger than 2 MiB."),
                    415,
                            Problem.of(
                                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                                    "The body must be application/json."),
                    431, Problem.of(ProblemCode.HEADERS_TOO_LARGE, "The headers are too large."));

    private static final Problem INTERNAL =
            Problem.of(ProblemCode.INTERNAL_ERROR, "Something went wrong on our side.");

    private Accidents() {}

    /// What the server refuses by itself.
    @Singleton
    static final class Refused implements ErrorResponseProcessor<Object> {
        private final Problems problems;

        Refused(Problems problems) {
            this.problems = problems;
        }

        @Override
        public MutableHttpResponse<Object> processResponse(
                ErrorContext context, MutableHttpResponse<?> base) {
            HttpRequest<?> request = context.getRequest();
            int status = UnreadableHead.status(request, base.code());
            Problem problem = BY_STATUS.get(status == 414 ? 400 : status);
            if (problem == null) {
                problem = status < 500 ? BY_STATUS.getOrDefault(400, INTERNAL) : INTERNAL;
            }
            MutableHttpResponse<Object> response = problems.respond(request, problem);
            String allow = base.getHeaders().get(HttpHeaders.ALLOW);
            if (allow != null) {
                response.header(HttpHeaders.ALLOW, allow);
            }
            return response;
        }
    }

    /// Problems found on the way.
    @Singleton
    static final class Found implements ExceptionHandler<ProblemFound, MutableHttpResponse<?>> {
        private final Problems problems;

        Found(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public MutableHttpResponse<?> handle(HttpRequest request, ProblemFound found) {
            return problems.respond(request, found.problem());
        }
    }

    /// The rest of the connection cannot be read either.
    @Singleton
    static final class Garbled implements ExceptionHandler<UnreadableBody, MutableHttpResponse<?>> {
        private final Problems problems;

        Garbled(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public MutableHttpResponse<?> handle(HttpRequest request, UnreadableBody garbled) {
            return problems.respond(
                            request,
                            Problem.of(ProblemCode.MALFORMED_REQUEST, "The body cannot be read."))
                    .header(HttpHeaders.CONNECTION, "close");
        }
    }

    /// The database cannot be reached.
    @Singleton
    static final class Unreachable
            implements ExceptionHandler<UncheckedIOException, MutableHttpResponse<?>> {
        private final Problems problems;

        Unreachable(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public MutableHttpResponse<?> handle(HttpRequest request, UncheckedIOException broken) {
            LOG.warn("Answered 503: {}", broken.getMessage());
            return problems.respond(
                    request,
                    Problem.retryable(
                            ProblemCode.UNAVAILABLE,
                            "The service cannot reach its database at the moment.",
                            NEXT_TRY));
        }
    }

    /// Anything else is a defect.
    @Singleton
    static final class Defect implements ExceptionHandler<Throwable, MutableHttpResponse<?>> {
        private final Problems problems;

        Defect(Problems problems) {
            this.problems = problems;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public MutableHttpResponse<?> handle(HttpRequest request, Throwable broken) {
            LOG.error("Answered 500 to {} {}", request.getMethodName(), request.getPath(), broken);
            return problems.respond(request, INTERNAL);
        }
    }
}
