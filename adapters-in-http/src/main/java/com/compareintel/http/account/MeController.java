package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.Callers;
import com.compareintel.http.security.SessionCookies;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A caller's own account, and where it is logged in.
@Controller("/v1/me")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class MeController {
    private final Callers callers;
    private final ShowAccount showAccount;
    private final KeepSessions sessions;
    private final SessionCookies cookies;

    MeController(
            Callers callers,
            ShowAccount showAccount,
            KeepSessions sessions,
            SessionCookies cookies) {
        this.callers = callers;
        this.showAccount = showAccount;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    private record SessionsJson(List<SessionJson> data, @Nullable String nextCursor) {}

    @Get
    MutableHttpResponse<?> show(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        return Wire.ok(MeJson.of(showAccount.of(Owners.account(caller)), caller));
    }

    /// All on one page: their number is bounded.
    @Get("/sessions")
    MutableHttpResponse<?> sessions(HttpRequest<?> request) {
        Optional<SessionId> current = current(request);
        return Wire.ok(
                new SessionsJson(
                        sessions.of(account(request)).stream()
                                .map(session -> SessionJson.of(session, current))
                                .toList(),
                        null));
    }

    @Delete("/sessions")
    HttpResponse<?> endAll(HttpRequest<?> request) {
        sessions.endAll(account(request));
        return cookies.forget(HttpResponse.noContent());
    }

    @Delete("/sessions/{id}")
    HttpResponse<?> end(HttpRequest<?> request, String id) {
        AccountId account = account(request);
        Optional<SessionId> ended =
                Ids.parse(id).map(SessionId::new).filter(one -> sessions.end(account, one));
        if (ended.isEmpty()) {
            throw new ProblemFound(Problem.of(ProblemCode.NOT_FOUND, "There is no such session."));
        }
        return ended.equals(current(request))
                ? cookies.forget(HttpResponse.noContent())
                : HttpResponse.noContent();
    }

    private Optional<SessionId> current(HttpRequest<?> request) {
        return callers.accessToken(request).flatMap(sessions::session);
    }

    private AccountId account(HttpRequest<?> request) {
        return Owners.account(callers.of(request).caller());
    }
}
