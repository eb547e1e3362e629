package com.compareintel.http.security;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Credential;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.tier.TierTable;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.ratelimit.RateLimitFields;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out who is calling: by an API key or an access token, else by the cookies of a session,
/// else by a visitor's cookie and network. What is not good is refused, never silently anonymous.
/// Blocks.
@Singleton
public final class Callers {
    private static final String BEARER = "Bearer ";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final IdentifyCaller identify;
    private final ClientNetwork networks;
    private final VisitorCookie cookies;
    private final SessionCookies sessionCookies;
    private final KeepSessions sessions;
    private final RateLimiter limiter;
    private final TierTable tiers;
    private final Quota quota;

    Callers(
            IdentifyCaller identify,
            ClientNetwork networks,
            VisitorCookie cookies,
            SessionCookies sessionCookies,
            KeepSessions sessions,
            RateLimiter limiter,
            TierTable tiers,
            HttpApiConfiguration configuration) {
        this.identify = identify;
        this.networks = networks;
        this.cookies = cookies;
        this.sessionCookies = sessionCookies;
        this.sessions = sessions;
        this.limiter = limiter;
        this.tiers = tiers;
        this.quota = Quota.perMinute("network", configuration.networkRequestsPerMinute());
    }

    /// Who is calling.
    ///
    /// @param cookie to be set in the response, if the caller needs one
    public record Identified(Caller caller, Optional<Cookie> cookie) {}

    /// Who sent this request.
    ///
    /// @throws ProblemFound if the credential is not good or lacks the scope, or the network
    ///   changes or spends something too often
    public Identified of(HttpRequest<?> request) {
        Payer.Network network = networks.of(request);
        Identified who = identified(request, network, Optional.empty());
        claim(request, network);
        return who;
    }

    /// Who sent this request, which has to be paid. A newcomer without a cookie that repeats a
    /// request under the same idempotency key is given the same cookie, so that what it joins is
    /// its own; and one that repeats it with that very cookie joins it too.
    ///
    /// @param idempotencyKey as the request has it
    /// @throws ProblemFound if the credential is not good or lacks the scope, if there is no credit
    ///   for visitors and this is one, or the network calls too often
    public Identified payingOf(HttpRequest<?> request, Optional<String> idempotencyKey) {
        Payer.Network network = networks.of(request);
        Identified who = identified(request, network, idempotencyKey);
        if (who.caller().payer() instanceof Payer.Network && !tiers.admitsVisitors()) {
            throw new ProblemFound(
                    Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            "This service takes no anonymous visitors; call with an API key."));
        }
        claim(request, network);
        return who;
    }

    /// Where a request comes from whose sender is known already.
    public Payer.Network from(HttpRequest<?> request) {
        return networks.of(request);
    }

    /// The network this request comes from, whoever sent it. A credential that it shows is looked
    /// at all the same; no cookie is made.
    ///
    /// @throws ProblemFound if the credential is not good, or the network calls too often
    public Payer.Network networkOf(HttpRequest<?> request) {
        Payer.Network network = networks.of(request);
        if (request.getHeaders().contains(HttpHeaders.AUTHORIZATION)) {
            identified(request, network, Optional.empty());
        }
        claim(request, network);
        return network;
    }

    /// The visitor whose cookie a request has that shows nothing else; who is logged in is none.
    public Optional<VisitorId> visitorOf(HttpRequest<?> request) {
        boolean showsMore =
                request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
                        || sessionCookies.access(request).isPresent()
                        || sessionCookies.refresh(request).isPresent();
        return showsMore ? Optional.empty() : cookies.of(request).map(VisitorCookie::visitor);
    }

    private Identified identified(
            HttpRequest<?> request, Payer.Network network, Optional<String> idempotencyKey) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            Caller caller =
                    bearer(authorization)
                            .flatMap(this::bearing)
                            .orElseThrow(Callers::unauthenticated);
            Access.require(request, caller);
            return new Identified(caller, Optional.empty());
        }
        if (sessionCookies.access(request).or(() -> sessionCookies.refresh(request)).isPresent()) {
            Caller caller =
                    sessionCookies
                            .access(request)
                            .flatMap(this::signedIn)
                            .orElseThrow(Callers::sessionOver);
            return new Identified(caller, Optional.empty());
        }
        Optional<String> known = cookies.of(request);
        Optional<String> derived = idempotencyKey.map(key -> derived(network, key));
        String secret = known.or(() -> derived).orElseGet(cookies::fresh);
        boolean isNew = known.isEmpty() || known.equals(derived);
        Caller caller =
                identify.by(new Credential.Visit(VisitorCookie.visitor(secret), isNew, network))
                        .orElseThrow(Callers::unauthenticated);
        Access.require(request, caller);
        Optional<Cookie> cookie =
                known.isPresent() ? Optional.empty() : Optional.of(cookies.cookie(secret));
        return new Identified(caller, cookie);
    }

    private String derived(Payer.Network network, String idempotencyKey) {
        return VisitorCookie.text(networks.mac("visitor " + network.hash() + " " + idempotencyKey));
    }

    /// The API key that this promise of a caller leads to: every time the same, and to be guessed
    /// by nobody who does not know the credential that the caller showed, which is stored nowhere.
    ///
    /// @param id of the key that was made for it
    public ApiKey derivedKey(HttpRequest<?> request, Idempotency promise, KeyId id) {
        String credential =
                Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                        .flatMap(Callers::bearer)
                        .flatMap(ApiKey::parse)
                        .map(ApiKey::secret)
                        .or(() -> accessToken(request).flatMap(sessions::keepsake))
                        .orElseThrow(Callers::unauthenticated);
        return ApiKey.derived(
                networks.mac(
                        "api key "
                                + credential
                                + " "
                                + promise.fingerprint()
                                + " "
                                + promise.key()
                                + " "
                                + id));
    }

    /// What a caller derives its promises from, by a name that tells nothing of it: another key or
    /// session of the same account derives others.
    public String promiser(HttpRequest<?> request, Caller caller) {
        return caller.key()
                .map(key -> "key " + key.id())
                .or(() ->
                        accessToken(request)
                                .flatMap(sessions::session)
                                .map(session -> "session " + session))
                .orElseThrow(Callers::unauthenticated);
    }

    private static Optional<String> bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Optional<Caller> bearing(String token) {
        return token.startsWith(ApiKey.PREFIX)
                ? ApiKey.parse(token).flatMap(key -> identify.by(new Credential.Key(key)))
                : signedIn(token);
    }

    private Optional<Caller> signedIn(String accessToken) {
        return sessions.account(accessToken)
                .flatMap(account -> identify.by(new Credential.SignedIn(account)));
    }

    /// The access token of a request, good or not, if it shows one.
    public Optional<String> accessToken(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return authorization == null
                ? sessionCookies.access(request)
                : bearer(authorization).filter(token -> !token.startsWith(ApiKey.PREFIX));
    }

    /// Reading is not limited: whoever lost a stream may always come back to it.
    private void claim(HttpRequest<?> request, Payer.Network network) {
        if (READING.contains(request.getMethod())) {
            return;
        }
        RateDecision decision = limiter.claim(List.of(new Claim(network.key(), quota)));
        RateLimitFields.note(request, decision);
        if (decision instanceof RateDecision.Throttled throttled) {
            throw new ProblemFound(
                    Problem.retryable(
                            ProblemCode.RATE_LIMITED,
                            "Your network is calling too often.",
                            throttled.retryAfter()));
        }
    }

    private static ProblemFound sessionOver() {
        return new ProblemFound(
                Problem.of(
                        ProblemCode.UNAUTHENTICATED,
                        "The session has to be refreshed, or is over; see /v1/auth/refresh."));
    }

    private static ProblemFound unauthenticated() {
        return new ProblemFound(
                Problem.of(
                        ProblemCode.UNAUTHENTICATED,
                        "The Authorization header does not hold a valid API key or access token."));
    }
}
