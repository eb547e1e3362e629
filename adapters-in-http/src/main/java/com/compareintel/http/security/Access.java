package com.compareintel.http.security;

import static com.compareintel.core.account.Scope.COMPARE;
import static com.compareintel.core.account.Scope.MANAGE;
import static com.compareintel.core.account.Scope.READ;
import static java.util.Map.entry;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Scope;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an API key needs for each operation of the published contract: any one of these scopes. An
/// operation that is not listed here or in [DeskAccess] is refused to everybody, and fails the
/// tests.
final class Access {
    /// An operation that asks for no credential.
    private static final Set<Scope> PUBLIC = Set.of();

    /// What spends is seen by what spends: a key that compares reads on in its streams.
    private static final Set<Scope> OUTCOME = Set.of(COMPARE, READ);

    private static final Set<Scope> ANY = Set.of(COMPARE, READ, MANAGE);

    private static final Map<String, Set<Scope>> NEEDED =
            Map.ofEntries(
                    entry("POST /v1/comparisons", Set.of(COMPARE)),
                    entry("POST /v1/comparisons/estimate", Set.of(COMPARE)),
                    entry("GET /v1/comparisons/{id}", OUTCOME),
                    entry("GET /v1/comparisons/{id}/events", OUTCOME),
                    entry("POST /v1/comparisons/{id}/cancel", Set.of(COMPARE)),
                    entry("GET /v1/models", ANY),
                    entry("GET /v1/models/{id}", ANY),
                    entry("GET /v1/tiers", ANY),
                    entry("GET /v1/credits", OUTCOME),
                    entry("GET /v1/credits/entries", Set.of(READ)),
                    entry("GET /v1/credits/statement", Set.of(READ)),
                    entry("GET /v1/usage", Set.of(READ)),
                    entry("GET /v1/conversations", Set.of(READ)),
                    entry("GET /v1/conversations/{id}", Set.of(READ)),
                    entry("PATCH /v1/conversations/{id}", Set.of(MANAGE)),
                    entry("DELETE /v1/conversations/{id}", Set.of(MANAGE)),
                    entry("POST /v1/conversations/{id}/breakout", Set.of(COMPARE)),
                    entry("GET /v1/conversations/{id}/export", Set.of(READ)),
                    entry("GET /v1/api-keys", Set.of(MANAGE)),
                    entry("POST /v1/api-keys", Set.of(MANAGE)),
                    entry("GET /v1/api-keys/{id}", Set.of(MANAGE)),
                    entry("DELETE /v1/api-keys/{id}", Set.of(MANAGE)),
                    entry("POST /v1/auth/register", ANY),
                    entry("POST /v1/auth/verify", ANY),
                    entry("POST /v1/auth/login", ANY),
                    entry("POST /v1/auth/refresh", ANY),
                    entry("POST /v1/auth/logout", ANY),
                    entry("POST /v1/auth/forgot", ANY),
                    entry("POST /v1/auth/reset", ANY),
                    entry("POST /v1/auth/email", ANY),
                    entry("GET /v1/me", ANY),
                    entry("POST /v1/me/email", Set.of(MANAGE)),
                    entry("PUT /v1/me/overage", Set.of(MANAGE)),
                    entry("GET /v1/me/preferences", ANY),
                    entry("PUT /v1/me/preferences", Set.of(MANAGE)),
                    entry("GET /v1/presets", OUTCOME),
                    entry("POST /v1/presets", Set.of(MANAGE)),
                    entry("GET /v1/presets/{id}", OUTCOME),
                    entry("PUT /v1/presets/{id}", Set.of(MANAGE)),
                    entry("DELETE /v1/presets/{id}", Set.of(MANAGE)),
                    entry("POST /v1/me/delete", Set.of(MANAGE)),
                    entry("GET /v1/me/export", Set.of(READ)),
                    entry("POST /v1/me/password", Set.of(MANAGE)),
                    entry("GET /v1/me/sessions", Set.of(MANAGE)),
                    entry("DELETE /v1/me/sessions", Set.of(MANAGE)),
                    entry("DELETE /v1/me/sessions/{id}", Set.of(MANAGE)),
                    entry("GET /health/liveness", PUBLIC),
                    entry("GET /health/readiness", PUBLIC),
                    entry("GET /prometheus", PUBLIC),
                    entry("GET /openapi.yaml", PUBLIC));

    private static final Map<String, Set<Scope>> ALL =
            Stream.concat(
                            NEEDED.entrySet().stream(),
                            DeskAccess.roles().keySet().stream()
                                    .map(operation -> entry(operation, Set.of(MANAGE))))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /// A variable of a path as routes write it, with whatever it has to match.
    private static final Pattern VARIABLE = Pattern.compile("\\{\\+?([a-z]+)[^}]*}");

    private Access() {}

    /// The operations, such as `GET /v1/models/{id}`, and any one of which scopes each needs; none
    /// if it asks for no credential.
    static Map<String, Set<Scope>> needed() {
        return ALL;
    }

    /// Refuses what a caller may not do.
    ///
    /// @throws ProblemFound if it called with a key that lacks the scope
    static void require(HttpRequest<?> request, Caller caller) {
        String operation = operation(request);
        Set<Scope> needed = ALL.getOrDefault(operation, PUBLIC);
        if (needed.isEmpty()) {
            throw new IllegalStateException("nobody knows who may " + operation);
        }
        if (needed.stream().noneMatch(caller::has)) {
            throw new ProblemFound(
                    Problem.of(
                            ProblemCode.FORBIDDEN,
                            "This API key lacks the scope this takes: "
                                    + needed.stream()
                                            .map(Scope::wireName)
                                            .sorted()
                                            .collect(Collectors.joining(" or "))
                                    + "."));
        }
    }

    /// The operation that a request asks for, as the table has it.
    static String operation(HttpRequest<?> request) {
        HttpMethod method =
                request.getMethod() == HttpMethod.HEAD ? HttpMethod.GET : request.getMethod();
        String route = BasicHttpAttributes.getUriTemplate(request).orElse("an unknown route");
        return method + " " + VARIABLE.matcher(route).replaceAll("{$1}");
    }
}
