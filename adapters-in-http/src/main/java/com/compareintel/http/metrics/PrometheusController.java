package com.compareintel.http.metrics;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.Problems;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/// What the service measures: for this machine, or for whoever has the token.
@Controller("/prometheus")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PrometheusController {
    private static final String BEARER = "Bearer ";

    /// What proxies add.
    private static final List<String> FORWARDING =
            List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

    private final PrometheusMeterRegistry registry;
    private final Optional<String> token;
    private final Problems problems;

    PrometheusController(
            PrometheusMeterRegistry registry,
            HttpApiConfiguration configuration,
            Problems problems) {
        this.registry = registry;
        this.token = configuration.metricsToken();
        this.problems = problems;
    }

    @Get
    HttpResponse<?> scrape(HttpRequest<?> request) {
        if (!mayKnow(request)) {
            return problems.respond(
                    request,
                    Problem.of(
                            ProblemCode.UNAUTHENTICATED,
                            "Metrics are for this machine, or for METRICS_TOKEN."));
        }
        return HttpResponse.ok(registry.scrape().getBytes(StandardCharsets.UTF_8))
                .contentType("text/plain; version=0.0.4; charset=utf-8");
    }

    /// A request that came through a proxy on this machine is not from this machine.
    private boolean mayKnow(HttpRequest<?> request) {
        String authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && token.filter(secret ->
                                    isSame(secret, authorization.substring(BEARER.length())))
                            .isPresent();
        }
        InetSocketAddress peer = request.getRemoteAddress();
        return peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress()
                && FORWARDING.stream().noneMatch(request.getHeaders()::contains);
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
