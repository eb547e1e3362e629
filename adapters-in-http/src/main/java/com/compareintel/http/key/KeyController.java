package com.compareintel.http.key;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.core.key.KeepKeys.Outcome;
import com.compareintel.http.body.Json;
import com.compareintel.http.comparison.IdempotencyKeys;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.key.KeyJson.NewKeyJson;
import com.compareintel.http.key.KeyJson.PageJson;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The API keys of an account.
@Controller("/v1/api-keys")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class KeyController {
    private final Callers callers;
    private final KeepKeys keys;

    KeyController(Callers callers, KeepKeys keys) {
        this.callers = callers;
        this.keys = keys;
    }

    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> issue(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Optional<String> idempotencyKey = IdempotencyKeys.of(request);
        Caller caller = callers.of(request).caller();
        AccountId account = account(caller);
        KeyTerms terms = KeyBody.terms(json);
        Optional<KeepKeys.Promise> promise =
                IdempotencyKeys.bind(idempotencyKey, caller, json)
                        .map(bound -> promise(request, caller, bound));
        return switch (keys.issue(account, caller, terms, promise)) {
            case Outcome.Issued(var key, var secret) ->
                    Wire.ok(NewKeyJson.of(key, secret, keys.now()))
                            .status(HttpStatus.CREATED)
                            .header(HttpHeaders.LOCATION, "/v1/api-keys/" + key.id());
            case Outcome.Over over ->
                    throw new ProblemFound(Problem.invalid("expires_at", "must be in the future"));
            case Outcome.Beyond beyond ->
                    throw forbidden(
                            "An API key issues no key that may do more than itself, or for longer.");
            case Outcome.Full full ->
                    throw forbidden(
                            "An account has at most "
                                    + KeepKeys.MOST
                                    + " keys that are active; revoke one first.");
            case Outcome.Mismatch mismatch ->
                    throw new ProblemFound(Problems.of(new Refusal.IdempotencyMismatch()));
        };
    }

    /// The promise of one key or session of the account means nothing to another, which derives
    /// other secrets.
    private KeepKeys.Promise promise(HttpRequest<?> request, Caller caller, Idempotency bound) {
        Idempotency own =
                new Idempotency(
                        bound.scope(),
                        bound.key(),
                        "api key by "
                                + callers.promiser(request, caller)
                                + " "
                                + bound.fingerprint());
        return new KeepKeys.Promise(own, id -> callers.derivedKey(request, own, id));
    }

    @Get
    MutableHttpResponse<?> list(
            HttpRequest<?> request,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        AccountId account = account(callers.of(request).caller());
        KeepKeys.Page page =
                keys.list(
                        account,
                        Optional.ofNullable(cursor).map(Paging::last).map(KeyId::new),
                        Paging.size(limit));
        return Wire.ok(PageJson.of(page, keys.now()));
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        AccountId account = account(callers.of(request).caller());
        return keys.find(account, id(id))
                .map(key -> KeyJson.of(key, keys.now()))
                .map(Wire::ok)
                .orElseThrow(KeyController::missing);
    }

    @Delete("/{id}")
    HttpResponse<?> revoke(HttpRequest<?> request, String id) {
        AccountId account = account(callers.of(request).caller());
        if (!keys.revoke(account, id(id))) {
            throw missing();
        }
        return HttpResponse.noContent();
    }

    private static AccountId account(Caller caller) {
        return switch (caller.owner()) {
            case Owner.Account(AccountId id) -> id;
            case Owner.Visitor visitor -> throw forbidden("Only accounts have API keys.");
        };
    }

    private static KeyId id(String text) {
        return Ids.parse(text).map(KeyId::new).orElseThrow(KeyController::missing);
    }

    private static ProblemFound missing() {
        return new ProblemFound(Problem.of(ProblemCode.NOT_FOUND, "There is no such API key."));
    }

    private static ProblemFound forbidden(String detail) {
        return new ProblemFound(Problem.of(ProblemCode.FORBIDDEN, detail));
    }
}
