package com.compareintel.http.account;

import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.DeviceToken;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Entrance;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.LogIn;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.Tokens;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.security.Callers;
import com.compareintel.http.security.DeviceCookie;
import com.compareintel.http.security.SessionCookies;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logging in and out: with tokens for programs, with cookies for browsers.
@Controller("/v1/auth")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {
    private static final int MAX_TOKEN = 1_000;

    private final Callers callers;
    private final LogIn logIn;
    private final KeepSessions sessions;
    private final SessionCookies cookies;
    private final DeviceCookie devices;
    private final Problems problems;

    SessionController(
            Callers callers,
            LogIn logIn,
            KeepSessions sessions,
            SessionCookies cookies,
            DeviceCookie devices,
            Problems problems) {
        this.callers = callers;
        this.logIn = logIn;
        this.sessions = sessions;
        this.cookies = cookies;
        this.devices = devices;
        this.problems = problems;
    }

    /// The tokens, as programs are told.
    private record EntranceJson(
            String tokenType,
            String accessToken,
            long expiresIn,
            String refreshToken,
            @Nullable String deviceToken) {
        static EntranceJson of(Entrance entrance, Optional<DeviceToken> device) {
            return new EntranceJson(
                    "Bearer",
                    entrance.access(),
                    Tokens.ACCESS.toSeconds(),
                    entrance.refresh(),
                    device.map(DeviceToken::secret).orElse(null));
        }
    }

    @Post("/login")
    MutableHttpResponse<?> logIn(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Fields fields = Fields.of(json);
        Optional<EmailAddress> address = Addresses.read(fields);
        Optional<Password> password =
                fields.required("password", Addresses.MAX_PASSWORD).map(Password::new);
        boolean byCookies = fields.flag("cookies", false);
        Optional<DeviceToken> device =
                fields.text("device_token", MAX_TOKEN)
                        .flatMap(DeviceToken::parse)
                        .or(() -> devices.of(request));
        fields.done();
        Limits.admit(request, logIn.mayTry(address.orElseThrow(), network, device));
        String name = request.getHeaders().get(HttpHeaders.USER_AGENT);
        return switch (logIn.by(
                address.orElseThrow(), password.orElseThrow(), name == null ? "" : name, device)) {
            case LogIn.Outcome.In(Entrance entrance, DeviceToken known) ->
                    byCookies
                            ? entered(request, entrance, known)
                            : Wire.ok(EntranceJson.of(entrance, Optional.of(known)));
            case LogIn.Outcome.Wrong wrong ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.UNAUTHENTICATED,
                                    "There is no account with this address and this password."));
            case LogIn.Outcome.Busy busy -> throw Limits.crowded();
        };
    }

    /// The session that the browser had until now is over: nothing could end it once its cookies
    /// are replaced.
    private MutableHttpResponse<?> entered(
            HttpRequest<?> request, Entrance entrance, DeviceToken device) {
        sessions.logOut(cookies.access(request), cookies.refresh(request));
        return devices.keep(cookies.keep(HttpResponse.noContent(), entrance), device);
    }

    /// By the token in the body, or the one in the cookie; the answer goes the same way.
    @Post("/refresh")
    MutableHttpResponse<?> refresh(HttpRequest<byte[]> request) {
        Optional<String> told = refreshToken(request);
        callers.networkOf(request);
        Optional<Entrance> entrance =
                told.or(() -> cookies.refresh(request)).flatMap(sessions::refresh);
        if (entrance.isEmpty()) {
            MutableHttpResponse<?> refused =
                    problems.respond(
                            request,
                            Problem.of(
                                    ProblemCode.UNAUTHENTICATED,
                                    "The session is over; log in again."));
            return told.isPresent() ? refused : cookies.forget(refused);
        }
        return told.isPresent()
                ? Wire.ok(EntranceJson.of(entrance.get(), Optional.empty()))
                : cookies.keep(HttpResponse.noContent(), entrance.get());
    }

    /// Whoever is logged out already is answered the same.
    @Post("/logout")
    MutableHttpResponse<?> logOut(HttpRequest<byte[]> request) {
        Optional<String> told = refreshToken(request);
        callers.networkOf(request);
        sessions.logOut(callers.accessToken(request), told.or(() -> cookies.refresh(request)));
        return cookies.forget(HttpResponse.noContent());
    }

    private static Optional<String> refreshToken(HttpRequest<byte[]> request) {
        Optional<JsonNode> json = Json.ifAny(request);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = Fields.of(json.get());
        Optional<String> token = fields.text("refresh_token", MAX_TOKEN);
        fields.done();
        return token;
    }
}
