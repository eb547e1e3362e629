package com.compareintel.http.preference;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.Preference;
import com.compareintel.core.preference.Theme;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.comparison.SelectionBody;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What an account has chosen for itself.
@Controller("/v1/me/preferences")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class PreferenceController {
    private final Callers callers;
    private final KeepPreferences preferences;

    PreferenceController(Callers callers, KeepPreferences preferences) {
        this.callers = callers;
        this.preferences = preferences;
    }

    @Get
    MutableHttpResponse<?> show(HttpRequest<?> request) {
        return Wire.ok(PreferenceJson.of(preferences.of(account(callers.of(request).caller()))));
    }

    @Put
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> keep(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Caller caller = callers.of(request).caller();
        AccountId account = account(caller);
        Preference preference = read(json);
        Optional<Refusal> refusal = preferences.keep(account, caller, preference);
        if (refusal.isPresent()) {
            throw new ProblemFound(Problems.of(refusal.get()));
        }
        return Wire.ok(PreferenceJson.of(preference));
    }

    private static Preference read(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<ZoneId> zone =
                fields.requiredOneOf(
                        "time_zone",
                        PreferenceController::zone,
                        "the names of the time zone database, such as Europe/Berlin or UTC");
        Optional<Theme> theme = fields.requiredOneOf("theme", Theme::named, "system, light, dark");
        List<ModelId> models = SelectionBody.models(fields, "default_models", false);
        Parameters parameters = SelectionBody.parameters(fields.object("default_parameters"));
        fields.done();
        return new Preference(zone.orElseThrow(), theme.orElseThrow(), models, parameters);
    }

    /// Offsets are no zones: they know no change of clocks.
    private static Optional<ZoneId> zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name)
                ? Optional.of(ZoneId.of(name))
                : Optional.empty();
    }

    private static AccountId account(Caller caller) {
        return switch (caller.owner()) {
            case Owner.Account(AccountId id) -> id;
            case Owner.Visitor visitor ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.UNAUTHENTICATED,
                                    "Visitors have no account; log in, or call with a key."));
        };
    }
}
