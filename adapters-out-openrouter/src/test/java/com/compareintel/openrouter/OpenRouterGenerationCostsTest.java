package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.GenerationCosts.Told;
import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.Question;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a provider tells of costs, well-mannered or not.
class OpenRouterGenerationCostsTest {
    private static final String HANDLE = "gen-1";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> bearer = new AtomicReference<>("");
    private HttpServer server;

    /// What the server does with a request.
    private interface Manners {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private Told told(Manners manners) {
        return told(manners, HANDLE);
    }

    private Told told(Manners manners, String handle) {
        server.createContext(
                "/",
                exchange -> {
                    asked.set(exchange.getRequestURI().toString());
                    bearer.set(exchange.getRequestHeaders().getFirst("Authorization"));
                    try (exchange) {
                        manners.answer(exchange);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1");
        return ask(base, handle);
    }

    private static Told ask(URI base, String handle) {
        try (var costs =
                new OpenRouterGenerationCosts(Rig.configuration(base), Duration.ofMillis(500))) {
            return costs.ask(handle);
        }
    }

    private static Manners saying(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Told cost(String usd) {
        return new Told.Cost(Usd.of(usd));
    }

    @Test
    void asks_by_the_handle_with_our_key() {
        assertThat(told(saying(200, "{\"data\":{\"total_cost\":0.1}}"), "gen-1&id=é/../x"))
                .isEqualTo(cost("0.1"));

        assertThat(asked.get()).isEqualTo("/api/v1/generation?id=gen-1%26id%3D%C3%A9%2F..%2Fx");
        assertThat(bearer.get()).isEqualTo("Bearer " + Rig.KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0077585, 0.0077585",
        "7.7585e-3, 0.0077585",
        "0, 0",
        "0.00000008333333333333334, 0.00000008333333333333334",
        "\"0.25\", 0.25",
        "3, 3"
    })
    void a_cost_is_read_as_the_exact_decimal_that_was_written(String written, String usd) {
        assertThat(
                        told(
                                saying(
                                        200,
                                        "{\"data\":{\"id\":\"gen-1\",\"total_cost\":"
                                                + written
                                                + "}}")))
                .isEqualTo(cost(usd));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{}}",
                "{\"data\":{\"total_cost\":null}}",
                "{\"data\":{\"total_cost\":-0.1}}",
                "{\"data\":{\"total_cost\":\"free\"}}",
                "{\"data\":{\"total_cost\":true}}",
                "{\"data\":{\"total_cost\":NaN}}",
                "{\"data\":{\"total_cost\":1e999999999}}",
                "{\"data\":{\"total_cost\":{\"usd\":1}}}",
                "{\"data\":{\"id\":\"gen-2\",\"total_cost\":0.1}}",
                "<html>"
            })
    void whatever_is_no_cost_is_none(String body) {
        assertThat(told(saying(200, body))).isEqualTo(new Told.Unknown());
    }

    @Test
    void an_answer_nested_without_end_is_no_cost() {
        assertThat(told(saying(200, "[".repeat(100_000)))).isEqualTo(new Told.Unknown());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void a_call_that_is_not_known_may_be_known_later(int status) {
        assertThat(told(saying(status, "{\"error\":{}}"))).isEqualTo(new Told.Unknown());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 402, 403, 408, 429, 500, 502, 503, 529})
    void trouble_that_has_nothing_to_do_with_the_call_is_no_answer(int status) {
        assertThat(told(saying(status, ""))).isEqualTo(new Told.NoAnswer());
    }

    @Test
    void no_redirect_is_followed() {
        Told told =
                told(exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                });

        assertThat(told).isEqualTo(new Told.NoAnswer());
        assertThat(asked.get()).startsWith("/api/v1/generation");
    }

    @Test
    void an_answer_without_end_is_not_read_to_the_end() {
        Told told =
                told(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blanks = " ".repeat(64 << 10).getBytes(StandardCharsets.UTF_8);
                    while (over.getCount() > 0) {
                        exchange.getResponseBody().write(blanks);
                    }
                });

        assertThat(told).isEqualTo(new Told.NoAnswer());
    }

    @Test
    void silence_is_no_answer() {
        assertThat(told(exchange -> over.await())).isEqualTo(new Told.NoAnswer());
    }

    @Test
    void nobody_there_is_no_answer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(ask(URI.create("http://127.0.0.1:" + free + "/api/v1"), HANDLE))
                .isEqualTo(new Told.NoAnswer());
    }

    @Test
    void a_call_that_was_made_is_known_by_its_handle_and_in_plain_dialects_has_none() {
        try (LocalUpstream upstream = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
                Rig rig = Rig.of(upstream.baseUri());
                Rig plain = Rig.of(Rig.configuration(upstream.baseUri(), Dialect.OPENAI), 1)) {
            Heard named = heard(rig);
            Heard unnamed = heard(plain);

            String handle = named.generation();
            assertThat(ask(upstream.baseUri(), handle))
                    .isEqualTo(
                            new Told.Cost(
                                    new Usd(upstream.book().row(handle).orElseThrow().cost())));
            assertThat(ask(upstream.baseUri(), "gen-unheard-of")).isEqualTo(new Told.Unknown());
            assertThat(unnamed.text()).isNotEmpty();
            assertThat(unnamed.of(ProviderSignal.Accepted.class)).isEmpty();
        }
    }

    private static Heard heard(Rig rig) {
        Heard heard = new Heard();
        heard.call(
                rig.provider()
                        .ask(
                                new Question(
                                        new ModelId("fake/count-3"),
                                        List.of(new Message(Message.Role.USER, "Say something.")),
                                        50,
                                        Parameters.DEFAULTS,
                                        new Rates(Usd.of("0.001"), Usd.of("0.001"), Usd.of("1")),
                                        "session"),
                                heard));
        heard.awaitEnd();
        return heard;
    }
}
