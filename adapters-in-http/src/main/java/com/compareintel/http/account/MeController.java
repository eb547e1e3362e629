package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Instants;
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

    private record MeJson(
            String id,
            String name,
            @Nullable String email,
            String tier,
            boolean staff,
            String timeZone,
            String createdAt,
            @Nullable String trialUntil) {}

    private record SessionJson(
            String id, String device, String createdAt, String refreshedAt, boolean current) {}

    private record SessionsJson(List<SessionJson> data, @Nullable String nextCursor) {}

    @Get
    MutableHttpResponse<?> show(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        ShowAccount.Shown shown = showAccount.of(Owners.account(caller));
        return Wire.ok(
                new MeJson(
                        shown.account().id().toString(),
                        shown.account().name(),
                        shown.address().map(EmailAddress::text).orElse(null),
                        shown.account().tier().wireName(),
                        shown.account().staff(),
                        shown.account().zone().getId(),
                        Instants.text(shown.account().createdAt()),
                        caller.trialUntil().map(Instants::text).orElse(null)));
    }

    /// All on one page: their number is bounded.
    @Get("/sessions")
    MutableHttpResponse<?> sessions(HttpRequest<?> request) {
        Optional<SessionId> current = current(request);
        return Wire.ok(
                new SessionsJson(
                        sessions.of(account(request)).stream()
                                .map(session -> json(session, current))
                                .toList(),
                        null));
    }

    private static SessionJson json(Session session, Optional<SessionId> current) {
        return new SessionJson(
                session.id().toString(),
                session.device(),
                Instants.text(session.createdAt()),
                Instants.text(session.refreshedAt()),
                current.filter(session.id()::equals).isPresent());
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
