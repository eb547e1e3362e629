package com.compareintel.http.conversation;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.conversation.BreakOut;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.comparison.IdempotencyKeys;
import com.compareintel.http.conversation.ConversationJson.PageJson;
import com.compareintel.http.conversation.ConversationJson.TranscriptJson;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.ratelimit.RateLimitFields;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conversations a caller keeps.
@Controller("/v1/conversations")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConversationController {
    private final Callers callers;
    private final KeepConversations conversations;
    private final BreakOut breakOut;
    private final ExportConversation exportConversation;

    ConversationController(
            Callers callers,
            KeepConversations conversations,
            BreakOut breakOut,
            ExportConversation exportConversation) {
        this.callers = callers;
        this.conversations = conversations;
        this.breakOut = breakOut;
        this.exportConversation = exportConversation;
    }

    @Get
    MutableHttpResponse<?> list(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        ListQuery query = ListQuery.of(request);
        KeepConversations.Page page =
                conversations.list(caller, query.listing(), query.after(), query.size());
        return Wire.ok(
                new PageJson(
                        page.conversations().stream().map(ConversationJson::brief).toList(),
                        page.next().map(Cursor::of).orElse(null)));
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        Caller caller = callers.of(request).caller();
        return switch (conversations.show(caller, id(id))) {
            case KeepConversations.Shown.Open(var transcript) ->
                    Wire.ok(TranscriptJson.of(transcript));
            case KeepConversations.Shown.Archived archived ->
                    throw refused(new Refusal.ConversationArchived());
            case KeepConversations.Shown.Missing missing ->
                    throw refused(new Refusal.ConversationMissing());
        };
    }

    @Patch("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> rename(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        Caller caller = callers.of(request).caller();
        Fields fields = Fields.of(json);
        Optional<String> title = fields.requiredText("title", ConversationTitle.MAX_LENGTH);
        fields.done();
        return conversations
                .rename(caller, id(id), title.orElseThrow())
                .map(ConversationJson::brief)
                .map(Wire::ok)
                .orElseThrow(() -> refused(new Refusal.ConversationMissing()));
    }

    @Delete("/{id}")
    HttpResponse<?> delete(HttpRequest<?> request, String id) {
        Caller caller = callers.of(request).caller();
        return switch (conversations.delete(caller, id(id))) {
            case DELETED -> HttpResponse.noContent();
            case BUSY -> throw refused(new Refusal.ConversationBusy());
            case MISSING -> throw refused(new Refusal.ConversationMissing());
        };
    }

    @Post("/{id}/breakout")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> breakOut(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        Optional<String> key = IdempotencyKeys.of(request);
        Caller caller = callers.of(request).caller();
        ConversationId from = id(id);
        Optional<Idempotency> idempotency =
                IdempotencyKeys.bind(key, caller, json).map(bound -> of(from, bound));
        BreakOut.Outcome outcome =
                idempotency
                        .map(promise ->
                                breakOut.once(
                                        promise,
                                        () -> breakOut(request, caller, from, json, idempotency)))
                        .orElseGet(() -> breakOut(request, caller, from, json, idempotency));
        return switch (outcome) {
            case BreakOut.Outcome.BrokenOut(ConversationId to) -> created(caller, to);
            case BreakOut.Outcome.Refused(Refusal why) -> throw refused(why);
            case BreakOut.Outcome.NotThere notThere ->
                    throw new ProblemFound(
                            Problem.invalid("model", "was not asked in this conversation"));
        };
    }

    private BreakOut.Outcome breakOut(
            HttpRequest<?> request,
            Caller caller,
            ConversationId from,
            JsonNode json,
            Optional<Idempotency> idempotency) {
        ModelId model = model(json);
        RateDecision rate = breakOut.mayBreakOut(caller);
        RateLimitFields.note(request, rate);
        return switch (rate) {
            case RateDecision.Allowed allowed -> breakOut.of(caller, from, model, idempotency);
            case RateDecision.Throttled throttled ->
                    new BreakOut.Outcome.Refused(new Refusal.RateLimited(throttled.retryAfter()));
        };
    }

    /// The promise is about this conversation: the same body for another one is another request.
    private static Idempotency of(ConversationId from, Idempotency bound) {
        return new Idempotency(
                bound.scope(), bound.key(), "breakout " + from + " " + bound.fingerprint());
    }

    private static ModelId model(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<String> model = fields.requiredText("model", ModelId.MAX_LENGTH);
        if (model.isPresent() && !ModelId.isValid(model.get())) {
            fields.error("model", "must be the id of a model");
        }
        fields.done();
        return new ModelId(model.orElseThrow());
    }

    private MutableHttpResponse<?> created(Caller caller, ConversationId to) {
        return conversations
                .transcript(caller, to)
                .map(TranscriptJson::of)
                .map(Wire::ok)
                .orElseThrow(() -> refused(new Refusal.ConversationMissing()))
                .status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/conversations/" + to);
    }

    @Get("/{id}/export")
    @Produces({"text/markdown", "text/*", MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
    MutableHttpResponse<?> export(
            HttpRequest<?> request, String id, @QueryValue @Nullable String format) {
        Caller caller = callers.of(request).caller();
        ExportFormat wanted =
                ExportFormat.named(format == null ? "markdown" : format)
                        .orElseThrow(() ->
                                new ProblemFound(
                                        Problem.invalid(
                                                "format", "must be one of markdown, json")));
        ExportConversation.Export export =
                exportConversation
                        .of(caller, id(id))
                        .orElseThrow(() -> refused(new Refusal.ConversationMissing()));
        return HttpResponse.ok(new ExportStream(export, wanted))
                .contentType(MediaType.of(wanted.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ExportName.disposition(export.conversation(), wanted.extension()));
    }

    private static ConversationId id(String text) {
        return Ids.parse(text)
                .map(ConversationId::new)
                .orElseThrow(() -> refused(new Refusal.ConversationMissing()));
    }

    private static ProblemFound refused(Refusal why) {
        return new ProblemFound(Problems.of(why));
    }
}
