package com.compareintel.http.credit;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.SwitchOverage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Whether an account buys credits beyond its allowance.
@Controller("/v1/me/overage")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class OverageController {
    /// Nobody means more.
    private static final int LARGEST_LIMIT = 1_000_000;

    private final Callers callers;
    private final SwitchOverage overage;

    OverageController(Callers callers, SwitchOverage overage) {
        this.callers = callers;
        this.overage = overage;
    }

    @Put
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> change(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Caller caller = callers.of(request).caller();
        if (caller.owner() instanceof Owner.Visitor) {
            throw new ProblemFound(
                    Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            "Visitors have no account; log in, or call with a key."));
        }
        Fields fields = Fields.of(json);
        Optional<Boolean> enabled = fields.requiredFlag("enabled");
        Optional<Usd> limit = fields.dollars("limit_usd", LARGEST_LIMIT);
        if (limit.isPresent() && !enabled.orElse(true)) {
            fields.error("limit_usd", "must be left out with enabled false");
        }
        fields.done();
        SwitchOverage.Outcome outcome =
                enabled.orElseThrow() ? overage.on(caller, limit) : overage.off(caller);
        return switch (outcome) {
            case SwitchOverage.Outcome.Switched(var balance) ->
                    Wire.ok(OverageJson.of(caller.pools().getFirst().sellsOverage(), balance));
            case SwitchOverage.Outcome.NotSold notSold ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.FORBIDDEN,
                                    "Your tier has no credits beyond its allowance."));
        };
    }
}
