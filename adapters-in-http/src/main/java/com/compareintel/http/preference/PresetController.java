package com.compareintel.http.preference;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.preference.KeepPresets.Outcome;
import com.compareintel.core.preference.Preset;
import com.compareintel.core.preference.PresetId;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.comparison.IdempotencyKeys;
import com.compareintel.http.comparison.SelectionBody;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.query.Paging;
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
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Saved selections.
@Controller("/v1/presets")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class PresetController {
    private final Callers callers;
    private final KeepPresets presets;

    PresetController(Callers callers, KeepPresets presets) {
        this.callers = callers;
        this.presets = presets;
    }

    /// A visitor is one from its first preset on, as from its first comparison.
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> add(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Optional<String> key = IdempotencyKeys.of(request);
        Callers.Identified who = callers.payingOf(request, key);
        Optional<Idempotency> idempotency =
                IdempotencyKeys.bind(key, who.caller(), json).map(PresetController::ofPresets);
        Preset preset = kept(presets.add(who.caller(), wish(json), idempotency));
        MutableHttpResponse<?> response =
                Wire.ok(PresetJson.of(preset))
                        .status(HttpStatus.CREATED)
                        .header(HttpHeaders.LOCATION, "/v1/presets/" + preset.id());
        who.cookie().ifPresent(response::cookie);
        return response;
    }

    /// The same body elsewhere is another request.
    private static Idempotency ofPresets(Idempotency bound) {
        return new Idempotency(bound.scope(), bound.key(), "preset " + bound.fingerprint());
    }

    @Get
    MutableHttpResponse<?> list(
            HttpRequest<?> request,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        Caller caller = callers.of(request).caller();
        return Wire.ok(
                PresetJson.PageJson.of(
                        presets.list(
                                caller,
                                Optional.ofNullable(cursor).map(Paging::last).map(PresetId::new),
                                Paging.size(limit))));
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        Caller caller = callers.of(request).caller();
        return presets.find(caller, id(id))
                .map(PresetJson::of)
                .map(Wire::ok)
                .orElseThrow(PresetController::missing);
    }

    @Put("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> replace(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        Caller caller = callers.of(request).caller();
        return Wire.ok(PresetJson.of(kept(presets.replace(caller, id(id), wish(json)))));
    }

    @Delete("/{id}")
    HttpResponse<?> drop(HttpRequest<?> request, String id) {
        Caller caller = callers.of(request).caller();
        if (!presets.drop(caller, id(id))) {
            throw missing();
        }
        return HttpResponse.noContent();
    }

    private static KeepPresets.Wish wish(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<String> name = fields.requiredText("name", Preset.LONGEST_NAME);
        List<ModelId> models = SelectionBody.models(fields, "models", true);
        Parameters parameters = SelectionBody.parameters(fields.object("parameters"));
        fields.done();
        return new KeepPresets.Wish(name.orElseThrow(), models, parameters);
    }

    private static Preset kept(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept(Preset preset) -> preset;
            case Outcome.Refused(Refusal why) -> throw new ProblemFound(Problems.of(why));
            case Outcome.Full(int limit) ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.FORBIDDEN,
                                    "Your tier saves "
                                            + limit
                                            + " presets; drop one first, or replace it."));
            case Outcome.Missing gone -> throw missing();
        };
    }

    private static PresetId id(String text) {
        return Ids.parse(text).map(PresetId::new).orElseThrow(PresetController::missing);
    }

    private static ProblemFound missing() {
        return new ProblemFound(Problem.of(ProblemCode.NOT_FOUND, "There is no such preset."));
    }
}
