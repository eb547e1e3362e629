package com.compareintel.http.security;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps other sites' pages from changing or spending anything in a visitor's name, and lets those
/// the operator allows call.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(100)
final class CrossSiteFilter {
    private static final Set<HttpMethod> HARMLESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /// Scheme, host, port.
    private static final Pattern ADDRESS =
            Pattern.compile("(https?)://(\\[[^]/]*]|[^:/]+)(:\\d+)?(?:/.*)?");

    private final Set<String> allowed;
    private final Optional<String> ours;
    private final Problems problems;

    CrossSiteFilter(HttpApiConfiguration configuration, Problems problems) {
        this.allowed =
                configuration
                        .allowedOrigins()
                        .map(list ->
                                Arrays.stream(list.split(",", -1))
                                        .map(String::strip)
                                        .filter(origin -> !origin.isEmpty())
                                        .map(CrossSiteFilter::origin)
                                        .collect(Collectors.toUnmodifiableSet()))
                        .orElse(Set.of());
        this.ours = configuration.publicUrl().map(CrossSiteFilter::origin);
        this.problems = problems;
    }

    /// The origin of a page with this address, as browsers write it.
    private static String origin(String address) {
        Matcher parts = ADDRESS.matcher(address.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return address;
        }
        String port = parts.group(3);
        boolean standard =
                port == null || port.equals(parts.group(1).equals("https") ? ":443" : ":80");
        return parts.group(1) + "://" + parts.group(2) + (standard ? "" : port);
    }

    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (request.getMethod() == HttpMethod.OPTIONS
                && origin != null
                && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            return preflight(request, origin);
        }
        if (HARMLESS.contains(request.getMethod())) {
            return null;
        }
        boolean trusted = origin != null && (isOurs(request, origin) || allowed.contains(origin));
        boolean crossSite =
                "cross-site".equals(request.getHeaders().get("Sec-Fetch-Site")) && !trusted;
        if (crossSite || (origin != null && !trusted)) {
            return problems.respond(
                    request,
                    Problem.of(
                            ProblemCode.FORBIDDEN,
                            "Pages of other sites may not do this; see ALLOWED_ORIGINS."));
        }
        return null;
    }

    @ResponseFilter
    void open(HttpRequest<?> request, MutableHttpResponse<?> response) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin != null && allowed.contains(origin)) {
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            response.header(
                    HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "X-Request-Id, Location, Retry-After, RateLimit, RateLimit-Policy, ETag");
            response.header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }

    private HttpResponse<?> preflight(HttpRequest<?> request, String origin) {
        MutableHttpResponse<?> response = HttpResponse.noContent();
        if (allowed.contains(origin)) {
            response.header(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE");
            response.header(
                    HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                    "Authorization, Content-Type, Accept, Prefer, Idempotency-Key, Last-Event-ID,"
                            + " If-None-Match, X-Request-Id");
            response.header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        }
        open(request, response);
        return response;
    }

    private boolean isOurs(HttpRequest<?> request, String origin) {
        String host = request.getHeaders().get(HttpHeaders.HOST);
        return ours.filter(origin::equals).isPresent()
                || (host != null
                        && !isName(host)
                        && (origin.equals("http://" + host) || origin.equals("https://" + host)));
    }

    /// A name says nothing of where it leads: another site's may be made to lead here. Only ours,
    /// which is `PUBLIC_URL`, this machine's and plain addresses are believed.
    private static boolean isName(String host) {
        String name = host.replaceFirst(":\\d*$", "");
        return !name.equals("localhost")
                && !name.startsWith("[")
                && !name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
