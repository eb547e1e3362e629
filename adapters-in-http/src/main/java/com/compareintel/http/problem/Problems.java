package com.compareintel.http.problem;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.credit.Pool;
import com.compareintel.http.json.Instants;
import com.compareintel.http.json.Wire;
import com.compareintel.http.ratelimit.RateLimitFields;
import com.compareintel.http.server.CommonHeaders;
import com.compareintel.http.server.RequestIds;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes responses of problems, and problems of the core's refusals.
@Singleton
public final class Problems {
    private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

    private final RequestIds ids;
    private final CommonHeaders common;

    Problems(RequestIds ids, CommonHeaders common) {
        this.ids = ids;
        this.common = common;
    }

    /// The response that tells a problem.
    public MutableHttpResponse<Object> respond(HttpRequest<?> request, Problem problem) {
        MutableHttpResponse<Object> response =
                HttpResponse.status(status(problem.code())).contentType(PROBLEM_JSON);
        response.body(Wire.bytes(problem.asJson(ids.of(request))));
        problem.retryAfter()
                .ifPresent(wait ->
                        response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
        if (problem.code() == ProblemCode.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        common.addTo(response, request);
        return response;
    }

    private static HttpStatus status(ProblemCode code) {
        return HttpStatus.valueOf(code.status());
    }

    private static long seconds(Duration wait) {
        return Math.max(1, RateLimitFields.seconds(wait));
    }

    /// The problem that a refusal is to a client.
    public static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.RateLimited(Duration retryAfter) ->
                    Problem.retryable(
                            ProblemCode.RATE_LIMITED,
                            "You are asking faster than your tier allows.",
                            retryAfter);
            case Refusal.Unavailable(Duration retryAfter) ->
                    Problem.retryable(
                            ProblemCode.UNAVAILABLE,
                            "The models are not known at the moment: the provider has not answered yet.",
                            retryAfter);
            case Refusal.Draining(Duration retryAfter) ->
                    Problem.retryable(
                            ProblemCode.UNAVAILABLE,
                            "This instance is about to stop and starts nothing new.",
                            retryAfter);
            case Refusal.Shut shut ->
                    Problem.of(ProblemCode.UNAUTHENTICATED, "The credential is no longer good.");
            case Refusal.ConversationMissing missing ->
                    Problem.of(ProblemCode.NOT_FOUND, "There is no such conversation.");
            case Refusal.ConversationArchived archived ->
                    Problem.of(
                            ProblemCode.CONVERSATION_ARCHIVED,
                            "This conversation is beyond the number your tier shows; it can be"
                                    + " exported but not continued.");
            case Refusal.ConversationBusy busy ->
                    Problem.of(
                            ProblemCode.CONVERSATION_BUSY,
                            "The last turn of this conversation is still running.");
            case Refusal.TooManyModels(int limit) ->
                    with(
                            ProblemCode.TOO_MANY_MODELS,
                            "Your tier allows " + limit + " models in one comparison.",
                            Map.of("limit", limit));
            case Refusal.UnknownModels(List<ModelId> models) ->
                    with(
                            ProblemCode.UNKNOWN_MODEL,
                            "Not on sale here: " + names(models) + ".",
                            Map.of("models", values(models)));
            case Refusal.ModelsNotInTier(List<ModelId> models, var minimum) ->
                    with(
                            ProblemCode.MODEL_NOT_IN_TIER,
                            "Your tier does not include " + names(models) + ".",
                            Map.of("models", values(models), "minimum_tier", minimum.wireName()));
            case Refusal.ContextTooLong(List<ModelId> models) ->
                    with(
                            ProblemCode.CONTEXT_TOO_LONG,
                            "The prompt does not fit into the window of " + names(models) + ".",
                            Map.of("models", values(models)));
            case Refusal.TooManyOpen(Duration retryAfter) ->
                    Problem.retryable(
                            ProblemCode.TOO_MANY_OPEN,
                            "As many of your comparisons are running as may run at once.",
                            retryAfter);
            case Refusal.Overloaded(Duration retryAfter) ->
                    Problem.retryable(
                            ProblemCode.OVERLOADED,
                            "The service has more to do than it can do in time.",
                            retryAfter);
            case Refusal.InsufficientCredits short_ -> insufficient(short_);
            case Refusal.IdempotencyMismatch mismatch ->
                    Problem.of(
                            ProblemCode.IDEMPOTENCY_MISMATCH,
                            "This Idempotency-Key was used before with another body.");
        };
    }

    private static Problem insufficient(Refusal.InsufficientCredits refusal) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("required", refusal.required().toDecimal());
        members.put("remaining", refusal.remaining().toDecimal());
        members.put("limited_by", refusal.limit().name().toLowerCase(Locale.ROOT));
        members.put("resets_at", refusal.resetsAt().map(Instants::text).orElse(null));
        members.put(
                "affordable_max_output_tokens",
                refusal.affordableMaxOutputTokens().isPresent()
                        ? refusal.affordableMaxOutputTokens().getAsInt()
                        : null);
        return new Problem(
                ProblemCode.INSUFFICIENT_CREDITS,
                "This comparison has to hold "
                        + refusal.required()
                        + " credits; "
                        + refusal.remaining()
                        + left(refusal.limit())
                        + ".",
                Optional.empty(),
                members);
    }

    private static String left(Pool.Limit limit) {
        return switch (limit) {
            case CREDITS -> " are left";
            case KEY_DAILY -> " are left of what your API key may spend today";
            case KEY_MONTHLY -> " are left of what your API key may spend this month";
            case KEY_COMPARISON -> " is the most that your API key may hold for one";
        };
    }

    private static Problem with(ProblemCode code, String detail, Map<String, Object> members) {
        return new Problem(code, detail, Optional.empty(), members);
    }

    private static String names(List<ModelId> models) {
        return String.join(", ", values(models));
    }

    private static List<String> values(List<ModelId> models) {
        return models.stream().map(ModelId::value).toList();
    }
}
