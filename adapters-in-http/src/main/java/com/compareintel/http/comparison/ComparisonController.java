package com.compareintel.http.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Quote;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Submission;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.ratelimit.RateLimitFields;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Comparisons: asked for, shown, followed, cancelled, estimated.
@Controller("/v1/comparisons")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ComparisonController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration NEXT_TRY = Duration.ofSeconds(2);

    /// Clients may accept JSON under this name too, which the server does not find out by itself.
    private static final String ANY_APPLICATION = "application/*";

    private final Callers callers;
    private final CompareModels compareModels;
    private final EstimateComparison estimateComparison;
    private final FollowComparison followComparison;
    private final CancelComparison cancelComparison;
    private final Streams streams;

    ComparisonController(
            Callers callers,
            CompareModels compareModels,
            EstimateComparison estimateComparison,
            FollowComparison followComparison,
            CancelComparison cancelComparison,
            Streams streams) {
        this.callers = callers;
        this.compareModels = compareModels;
        this.estimateComparison = estimateComparison;
        this.followComparison = followComparison;
        this.cancelComparison = cancelComparison;
        this.streams = streams;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, ANY_APPLICATION, MediaType.TEXT_EVENT_STREAM})
    @SingleResult
    Publisher<MutableHttpResponse<?>> compare(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Optional<String> key = IdempotencyKeys.of(request);
        Callers.Identified who = callers.payingOf(request, key);
        Caller caller = who.caller();
        Optional<Idempotency> idempotency = IdempotencyKeys.bind(key, caller, json);
        Submission submission =
                idempotency
                        .map(promise ->
                                compareModels.once(
                                        promise, () -> submit(request, caller, json, idempotency)))
                        .orElseGet(() -> submit(request, caller, json, idempotency));
        return switch (submission) {
            case Submission.Admitted(Comparison comparison) ->
                    answer(request, who, comparison.id(), Optional.of(comparison));
            case Submission.Joined(ComparisonId id) -> answer(request, who, id, Optional.empty());
            case Submission.Refused(Refusal why) -> throw new ProblemFound(Problems.of(why));
        };
    }

    private Submission submit(
            HttpRequest<?> request,
            Caller caller,
            JsonNode json,
            Optional<Idempotency> idempotency) {
        ComparisonRequest asked = CompareBody.read(json);
        RateDecision rate = compareModels.mayStart(caller);
        RateLimitFields.note(request, rate);
        return switch (rate) {
            case RateDecision.Allowed allowed ->
                    compareModels.submit(caller, asked, idempotency, readerOf(request));
            case RateDecision.Throttled throttled ->
                    new Submission.Refused(new Refusal.RateLimited(throttled.retryAfter()));
        };
    }

    /// What carries whoever reads the comparison that this request begins; it may be read by
    /// nobody.
    private static Optional<Executor> readerOf(HttpRequest<?> request) {
        return switch (Form.of(request)) {
            case STREAM, WAIT -> Optional.of(Streams.loopOf(request));
            case ASYNC -> Optional.empty();
        };
    }

    private Publisher<MutableHttpResponse<?>> answer(
            HttpRequest<?> request,
            Callers.Identified who,
            ComparisonId id,
            Optional<Comparison> admitted) {
        Form form = Form.of(request);
        return switch (form) {
            case STREAM ->
                    Publishers.just(
                            complete(
                                    streams.of(
                                            request,
                                            id,
                                            nudge -> followComparison.fromStart(id, nudge)),
                                    who,
                                    id));
            case ASYNC ->
                    Publishers.just(
                            complete(
                                    Wire.ok(
                                                    ComparisonJson.of(
                                                            admitted.orElseGet(
                                                                    () -> find(who, id))))
                                            .status(HttpStatus.ACCEPTED)
                                            .header("Preference-Applied", "respond-async"),
                                    who,
                                    id));
            case WAIT ->
                    streams.ending(
                            request,
                            nudge -> followComparison.fromStart(id, nudge),
                            ended -> complete(waited(who, id, ended), who, id));
        };
    }

    private MutableHttpResponse<?> waited(Callers.Identified who, ComparisonId id, boolean ended) {
        if (!ended) {
            throw new ProblemFound(
                    Problem.retryable(
                            ProblemCode.UNAVAILABLE,
                            "The comparison goes on elsewhere; ask for it by its id " + id + ".",
                            NEXT_TRY));
        }
        return Wire.ok(ComparisonJson.of(find(who, id)));
    }

    private static MutableHttpResponse<?> complete(
            MutableHttpResponse<?> response, Callers.Identified who, ComparisonId id) {
        who.cookie().ifPresent(response::cookie);
        return response.header(HttpHeaders.LOCATION, "/v1/comparisons/" + id);
    }

    /// An estimate is asked for only, with another method.
    @Get("/{id:(?!estimate$)[^/]+}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        Callers.Identified who = callers.of(request);
        return Wire.ok(ComparisonJson.of(find(who, id(id))));
    }

    /// Asking for the head alone is refused: nobody would read what it opens.
    @Get(value = "/{id}/events", headRoute = false)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> events(HttpRequest<?> request, String id, @QueryValue @Nullable String after) {
        Callers.Identified who = callers.of(request);
        ComparisonId comparison = id(id);
        Position position = position(request, comparison, after);
        Nudge news = new Nudge();
        return switch (followComparison.from(who.caller().owner(), comparison, position, news)) {
            case FollowComparison.Following.Missing missing -> throw missing();
            case FollowComparison.Following.SeenAll all -> HttpResponse.noContent();
            case FollowComparison.Following.Open(var feed) ->
                    streams.of(
                            request,
                            comparison,
                            nudge -> {
                                news.passOnTo(nudge);
                                return feed;
                            });
        };
    }

    private static Position position(
            HttpRequest<?> request, ComparisonId comparison, @Nullable String after) {
        String header = request.getHeaders().get(LAST_EVENT_ID);
        String given = header != null && !header.isEmpty() ? header : after;
        if (given == null || given.isEmpty()) {
            return Position.START;
        }
        return new EventIds(comparison)
                .parse(given)
                .orElseThrow(() ->
                        new ProblemFound(
                                Problem.invalid(
                                        header != null ? LAST_EVENT_ID : "after",
                                        "is not an event id of this comparison")));
    }

    @Post("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> cancel(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.ifAny(request).orElseGet(JsonNodeFactory.instance::objectNode);
        Callers.Identified who = callers.of(request);
        Fields fields = Fields.of(json);
        List<ModelId> models =
                fields.distinct("models", 100, false, SelectionBody::model, "the id of a model");
        fields.done();
        ComparisonId comparison = id(id);
        return switch (cancelComparison.cancel(who.caller().owner(), comparison, models)) {
            case CancelComparison.Outcome.Cancelling cancelling ->
                    Wire.ok(ComparisonJson.of(find(who, comparison))).status(HttpStatus.ACCEPTED);
            case CancelComparison.Outcome.AlreadyFinished finished ->
                    throw found(ProblemCode.ALREADY_FINISHED, "Nothing of it is running any more.");
            case CancelComparison.Outcome.NotAsked(List<ModelId> strangers) ->
                    throw new ProblemFound(
                            Problem.invalid("models", "are not in this comparison: " + strangers));
            case CancelComparison.Outcome.Missing missing -> throw missing();
        };
    }

    @Post("/estimate")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> estimate(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Callers.Identified who = callers.payingOf(request, Optional.empty());
        return switch (estimateComparison.of(who.caller(), CompareBody.read(json))) {
            case Quote.Refused(Refusal why) -> throw new ProblemFound(Problems.of(why));
            case Quote.Priced priced -> Wire.ok(EstimateJson.of(priced));
        };
    }

    private Comparison find(Callers.Identified who, ComparisonId id) {
        return followComparison
                .now(who.caller().owner(), id)
                .orElseThrow(ComparisonController::missing);
    }

    private static ComparisonId id(String text) {
        return Ids.parse(text).map(ComparisonId::new).orElseThrow(ComparisonController::missing);
    }

    private static ProblemFound missing() {
        return found(ProblemCode.NOT_FOUND, "There is no such comparison.");
    }

    private static ProblemFound found(ProblemCode code, String detail) {
        return new ProblemFound(Problem.of(code, detail));
    }
}
