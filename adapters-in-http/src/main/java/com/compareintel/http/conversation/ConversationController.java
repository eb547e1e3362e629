package com.compareintel.http.conversation;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.Conversations.Mark;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.identity.Owner;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.conversation.ConversationJson.PageJson;
import com.compareintel.http.conversation.ConversationJson.TranscriptJson;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conversations a caller keeps.
@Controller("/v1/conversations")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConversationController {
    private static final int LONGEST_PAGE = 100;
    private static final int STANDARD_PAGE = 20;

    private final Callers callers;
    private final KeepConversations conversations;

    ConversationController(Callers callers, KeepConversations conversations) {
        this.callers = callers;
        this.conversations = conversations;
    }

    @Get
    MutableHttpResponse<?> list(
            HttpRequest<?> request,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        Owner owner = callers.of(request).caller().owner();
        int size = limit == null ? STANDARD_PAGE : size(limit);
        Optional<Mark> after =
                Optional.ofNullable(cursor)
                        .map(text ->
                                Cursor.parse(text)
                                        .orElseThrow(() -> wrong("cursor", "is not one of ours")));
        List<Conversation> found = conversations.list(owner, after, size + 1);
        boolean more = found.size() > size;
        List<Conversation> page = more ? found.subList(0, size) : found;
        return Wire.ok(
                new PageJson(
                        page.stream().map(ConversationJson::of).toList(),
                        more ? Cursor.after(page.getLast()) : null));
    }

    private static int size(String limit) {
        if (limit.matches("\\d{1,3}")) {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= LONGEST_PAGE) {
                return size;
            }
        }
        throw wrong("limit", "must be between 1 and " + LONGEST_PAGE);
    }

    private static ProblemFound wrong(String field, String message) {
        return new ProblemFound(Problem.invalid(field, message));
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        Owner owner = callers.of(request).caller().owner();
        return conversations
                .show(owner, id(id))
                .map(TranscriptJson::of)
                .map(Wire::ok)
                .orElseThrow(ConversationController::missing);
    }

    @Patch("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> rename(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        Owner owner = callers.of(request).caller().owner();
        Fields fields = Fields.of(json);
        Optional<String> title = fields.requiredText("title", ConversationTitle.MAX_LENGTH);
        fields.done();
        return conversations
                .rename(owner, id(id), title.orElseThrow())
                .map(ConversationJson::of)
                .map(Wire::ok)
                .orElseThrow(ConversationController::missing);
    }

    @Delete("/{id}")
    HttpResponse<?> delete(HttpRequest<?> request, String id) {
        Owner owner = callers.of(request).caller().owner();
        return switch (conversations.delete(owner, id(id))) {
            case DELETED -> HttpResponse.noContent();
            case BUSY ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.CONVERSATION_BUSY,
                                    "A turn of this conversation is still running."));
            case MISSING -> throw missing();
        };
    }

    private static ConversationId id(String text) {
        return Ids.parse(text)
                .map(ConversationId::new)
                .orElseThrow(ConversationController::missing);
    }

    private static ProblemFound missing() {
        return new ProblemFound(
                Problem.of(ProblemCode.NOT_FOUND, "There is no such conversation."));
    }
}
