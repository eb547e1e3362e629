package com.compareintel.app.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.proxies.ArrivingEvents.Event;
import com.compareintel.app.proxies.HandDrivenUpstream.Call;
import com.compareintel.app.proxies.Proxy.Kind;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The product behind real proxies with the deployed configurations, buffering and compression as
/// they are by default.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProxiesTest {
    private static final String MODEL = "hand/one";
    private static final int EVENTS = 200;
    private static final double MOST_ADDED = 20;

    /// What is too slow once may be so because of others; a proxy that holds back always does.
    private static final int ROUNDS = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HandDrivenUpstream upstream = HandDrivenUpstream.start(MODEL);
    private final RunningProduct product = RunningProduct.start(options("127.0.0.1/32", "200ms"));
    private final String key = product.key(Tier.PRO);
    private final HttpClient http = client("127.0.0.1");

    @TempDir private Path directory;

    private RunningProduct.Options options(String trusted, String heartbeat) {
        return RunningProduct.options()
                .trusting(trusted)
                .set("OPENROUTER_BASE_URL", upstream.baseUri())
                .set("http-api.heartbeat", heartbeat)
                .set("deadlines.reader", "200ms");
    }

    @BeforeAll
    void say_what_is_missing() {
        for (Kind kind : Kind.values()) {
            if (kind.installed().isEmpty()) {
                System.out.println("SKIPPED: " + kind.missing());
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        http.shutdownNow();
        product.close();
        upstream.close();
    }

    /// In front of the product, and of an instance that is down.
    private Proxy proxy(Kind kind) throws Exception {
        assumeTrue(kind.installed().isPresent(), kind::missing);
        return Proxy.start(kind, directory, product.uri().getPort(), Proxy.freePort());
    }

    @ParameterizedTest
    @EnumSource
    void each_event_arrives_before_the_next_is_said_and_at_most_20_ms_later_than_without_proxy(
            Kind kind) throws Exception {
        try (Proxy proxy = proxy(kind)) {
            double least = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least > MOST_ADDED; round++) {
                least = Math.min(least, addedBy(kind, proxy));
            }

            assertThat(least).isLessThanOrEqualTo(MOST_ADDED);
        }
    }

    /// The milliseconds that a proxy adds to an event at p95, beyond what one more reader without a
    /// proxy is late by. That is late as well where the machine is busy with other things.
    private double addedBy(Kind kind, Proxy proxy) throws Exception {
        try (ArrivingEvents direct =
                ArrivingEvents.open(http, compare(product.uri(), "").build())) {
            Event started = direct.nextEvent();
            try (ArrivingEvents control = follow(product.uri(), started);
                    ArrivingEvents proxied = follow(proxy.uri(), started)) {
                Call call = upstream.nextCall();
                List<Long> late = new ArrayList<>();
                List<Long> added = new ArrayList<>();
                for (int i = 0; i < EVENTS; i++) {
                    call.say("word" + i + " ");
                    Event here = direct.nextEvent("answer.delta");
                    Event beside = control.nextEvent("answer.delta");
                    Event there = proxied.nextEvent("answer.delta");
                    assertThat(there.data()).isEqualTo(here.data()).contains("word" + i + " ");
                    late.add(beside.nanos() - here.nanos());
                    added.add(there.nanos() - here.nanos());
                }
                call.finish();

                assertThat(proxied.rest().getLast().name()).isEqualTo("comparison.finished");
                assertThat(proxied.headers().firstValue("Content-Encoding")).isEmpty();
                assertThat(proxied.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/event-stream");
                double p95 = millisAt95(added);
                double withoutProxy = millisAt95(late);
                System.out.printf(
                        "%s: p95 %.2f ms behind the first reader, %.2f ms without proxy%n",
                        kind, p95, withoutProxy);
                return p95 - withoutProxy;
            }
        }
    }

    private static double millisAt95(List<Long> nanos) {
        Collections.sort(nanos);
        return nanos.get(nanos.size() * 95 / 100) / 1e6;
    }

    @ParameterizedTest
    @EnumSource
    void heartbeats_pass_while_nothing_is_said(Kind kind) throws Exception {
        try (Proxy proxy = proxy(kind);
                ArrivingEvents proxied =
                        ArrivingEvents.open(http, compare(proxy.uri(), "").build())) {
            Call call = upstream.nextCall();
            proxied.nextEvent("answer.started");

            for (int i = 0; i < 5; i++) {
                proxied.awaitComment();
            }

            call.say("done").finish();
            assertThat(proxied.rest().getLast().name()).isEqualTo("comparison.finished");
        }
    }

    @ParameterizedTest
    @EnumSource
    void json_is_compressed_when_asked_for(Kind kind) throws Exception {
        try (Proxy proxy = proxy(kind)) {
            HttpResponse<byte[]> contract =
                    http.send(
                            HttpRequest.newBuilder(proxy.uri().resolve("/openapi.yaml"))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(contract.headers().firstValue("Content-Encoding")).hasValue("gzip");
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_hangs_up_is_noticed_behind_the_proxy(Kind kind) throws Exception {
        try (Proxy proxy = proxy(kind)) {
            Call call;
            try (ArrivingEvents proxied =
                    ArrivingEvents.open(
                            http,
                            compare(proxy.uri(), ", \"cancel_on_disconnect\": true").build())) {
                call = upstream.nextCall();
                call.say("one");
                proxied.nextEvent("answer.delta");
            }

            assertThat(call.awaitHangUp()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_network_that_pays_is_that_of_the_client_whatever_it_says_itself(Kind kind)
            throws Exception {
        String first = kind == Kind.NGINX ? "127.0.1.1" : "127.0.2.1";
        String second = kind == Kind.NGINX ? "127.0.1.2" : "127.0.2.2";
        try (Proxy proxy = proxy(kind);
                HttpClient one = client(first);
                HttpClient other = client(second)) {
            spend(one, proxy.uri());

            assertThat(remaining(one, proxy.uri())).isLessThan(50);
            assertThat(remaining(one, proxy.uri(), "X-Forwarded-For", "203.0.113.9"))
                    .isLessThan(50);
            assertThat(remaining(other, proxy.uri())).isEqualTo(50);
            assertThat(remaining(other, proxy.uri(), "X-Forwarded-For", first)).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_proxy_further_out_is_believed_when_it_is_trusted_too(Kind kind) throws Exception {
        String first = kind == Kind.NGINX ? "198.51.100.1" : "198.51.100.11";
        String second = kind == Kind.NGINX ? "198.51.100.2" : "198.51.100.12";
        try (Proxy proxy = proxy(kind)) {
            spend(http, proxy.uri(), "X-Forwarded-For", first);

            assertThat(remaining(http, proxy.uri(), "X-Forwarded-For", first)).isLessThan(50);
            assertThat(remaining(http, proxy.uri(), "X-Forwarded-For", "203.0.113.9, " + first))
                    .isLessThan(50);
            assertThat(remaining(http, proxy.uri(), "X-Forwarded-For", second)).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callers_are_spread_each_stays_where_it_is_and_all_move_when_an_instance_stops(Kind kind)
            throws Exception {
        assumeTrue(kind.installed().isPresent(), kind::missing);
        List<HttpClient> callers = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            callers.add(client("127.0.3." + i));
        }
        int port = Proxy.freePort();
        try (Proxy proxy = Proxy.start(kind, directory, product.uri().getPort(), port)) {
            try (RunningProduct other =
                    RunningProduct.start(
                            options("127.0.0.1/32", "15s")
                                    .set("PORT", port)
                                    .set("tiers.anonymous.credits", 60))) {
                assertThat(other.uri().getPort()).isEqualTo(port);
                List<Integer> seen = awaitBoth(callers, proxy.uri());
                assertThat(new TreeSet<>(seen)).containsExactly(50, 60);
                assertThat(allowances(callers, proxy.uri())).isEqualTo(seen);
            }

            assertThat(new TreeSet<>(allowances(callers, proxy.uri()))).containsExactly(50);
        } finally {
            callers.forEach(HttpClient::shutdownNow);
        }
    }

    /// Until the proxy has found out that the second instance is there, and all have moved.
    private static List<Integer> awaitBoth(List<HttpClient> callers, URI base) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            List<Integer> seen = allowances(callers, base);
            if (new TreeSet<>(seen).size() == 2 && seen.equals(allowances(callers, base))) {
                return seen;
            }
        }
        throw new AssertionError("only one instance is asked");
    }

    /// The two instances grant different allowances, which tells who answered.
    private static List<Integer> allowances(List<HttpClient> callers, URI base) throws Exception {
        List<Integer> seen = new ArrayList<>();
        for (HttpClient caller : callers) {
            seen.add(credits(caller, base).path("allowance").asInt());
        }
        return seen;
    }

    private static int remaining(HttpClient client, URI base, String... headers) throws Exception {
        return credits(client, base, headers).path("remaining").asInt();
    }

    private static JsonNode credits(HttpClient client, URI base, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/credits"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private void spend(HttpClient client, URI base, String... headers) throws Exception {
        HttpRequest.Builder request = visitor(base, "");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (ArrivingEvents events = ArrivingEvents.open(client, request.build())) {
            upstream.nextCall().say("spent").finish();
            assertThat(events.rest().getLast().name()).isEqualTo("comparison.finished");
        }
    }

    private HttpRequest.Builder compare(URI base, String more) {
        return visitor(base, more).header("Authorization", "Bearer " + key);
    }

    private static HttpRequest.Builder visitor(URI base, String more) {
        return HttpRequest.newBuilder(base.resolve("/v1/comparisons"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"prompt\": \"Tides?\", \"models\": [\"%s\"]%s}"
                                        .formatted(MODEL, more)));
    }

    private ArrivingEvents follow(URI base, Event started) throws Exception {
        String id = JSON.readTree(started.data()).path("comparison_id").asText();
        return ArrivingEvents.open(
                http,
                HttpRequest.newBuilder(base.resolve("/v1/comparisons/" + id + "/events"))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + key)
                        .header("Accept-Encoding", "gzip, deflate, br")
                        .build());
    }

    private static HttpClient client(String address) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (IOException impossible) {
            throw new IllegalArgumentException(address, impossible);
        }
    }
}
