package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {
    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().build());

    @AfterAll
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request",
        "401, authentication",
        "402, payment_required",
        "403, permission_denied",
        "404, not_found",
        "408, timeout",
        "412, precondition_failed",
        "413, payload_too_large",
        "422, unprocessable",
        "429, rate_limit_exceeded",
        "500, server",
        "502, provider_unavailable",
        "503, provider_overloaded",
        "504, timeout",
        "524, timeout",
        "529, provider_overloaded"
    })
    void each_status_comes_with_its_type_and_is_charged_nothing(int status, String type)
            throws Exception {
        var before = upstream.book().entered();

        try (var call = RawCall.ask(upstream, "fake/status-" + status)) {
            assertThat(call.status()).isEqualTo(status);
            var body = call.json();
            assertThat(body.path("error").path("code").asInt()).isEqualTo(status);
            assertThat(body.path("error").path("metadata").path("error_type").asText())
                    .isEqualTo(type);
            assertThat(body.path("user_id").asText()).contains(LocalUpstream.LEAK_MARKER);
        }
        assertThat(upstream.book().entered()).isEqualTo(before);
    }

    @Test
    void words_change_the_refusal() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/status-400-type-context_length_exceeded")) {
            assertThat(call.json().at("/error/metadata/error_type").asText())
                    .isEqualTo("context_length_exceeded");
        }
        try (var call = RawCall.ask(upstream, "fake/status-502-untyped")) {
            assertThat(call.json().at("/error/metadata").has("error_type")).isFalse();
        }
        try (var call = RawCall.ask(upstream, "fake/status-502-html")) {
            assertThat(call.header("content-type")).startsWith("text/html");
            assertThat(call.body().text())
                    .contains("<h1>Error 502</h1>", LocalUpstream.LEAK_MARKER);
        }
        try (var call = RawCall.ask(upstream, "fake/status-502-empty-body")) {
            assertThat(call.body().text()).isEmpty();
        }
        try (var call = RawCall.ask(upstream, "fake/status-429-retry-after-3600")) {
            assertThat(call.header("retry-after")).isEqualTo("3600");
            assertThat(call.json().at("/error/metadata/limit_source").asText())
                    .isEqualTo("upstream_provider_shared_pool");
        }
        try (var call = RawCall.ask(upstream, "fake/status-429-platform")) {
            assertThat(call.header("x-ratelimit-remaining")).isEqualTo("0");
            assertThat(call.json().at("/error/metadata").has("raw")).isFalse();
        }
        try (var call = RawCall.ask(upstream, "fake/html-200")) {
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.header("content-type")).startsWith("text/html");
        }
    }

    @Test
    void availability_contradicts_the_status() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/status-503-final")) {
            assertThat(call.json().at("/error/availability/retryable").asBoolean(true)).isFalse();
        }
        try (var call = RawCall.ask(upstream, "fake/status-404-retryable")) {
            var availability = call.json().at("/error/availability");
            assertThat(availability.path("retryable").asBoolean()).isTrue();
            assertThat(availability.path("requested_models").path(0).asText())
                    .isEqualTo("fake/status-404-retryable");
        }
    }

    @Test
    void too_many_calls_in_flight_ask_to_wait() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/status-402-in-flight-retry-after-1")) {
            assertThat(call.status()).isEqualTo(402);
            assertThat(call.header("retry-after")).isEqualTo("1");
            assertThat(call.json().at("/error/metadata/reason").asText())
                    .isEqualTo("in_flight_budget_exhausted");
        }
    }

    @Test
    void a_redirect_leads_to_where_a_follower_would_be_seen() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/redirect")) {
            assertThat(call.status()).isEqualTo(302);
            assertThat(call.header("location")).isEqualTo("/api/v1/redirected");
        }
        assertThat(upstream.requests().to("/api/v1/redirected")).isEmpty();
    }

    @Test
    void silence_is_accepted_and_not_even_a_head_comes_back() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/silence")) {
            call.timeout(50);
            assertThatThrownBy(call::read).isInstanceOf(SocketTimeoutException.class);
        }

        var row =
                upstream.book()
                        .awaitRows(
                                1,
                                entered -> entered.model().equals("fake/silence"),
                                Duration.ofSeconds(5))
                        .getFirst();
        assertThat(row.cancelled()).isTrue();
        assertThat(row.clientClosedAt()).isNotNull();
        assertThat(row.cost()).isZero();
    }

    @Test
    void the_connection_ends_or_breaks_before_the_response() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/hang-up")) {
            assertThat(call.read()).isEqualTo(-1);
        }
        try (var call = RawCall.ask(upstream, "fake/reset")) {
            assertThatThrownBy(call::read)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(upstream.requests().of("fake/reset")).hasSize(1);
    }

    @Test
    void a_question_fails_as_often_as_told_and_then_succeeds_for_each_asker() throws Exception {
        Consumer<ObjectNode> anna = body -> body.put("user", "anna");
        Consumer<ObjectNode> ben = body -> body.put("user", "ben");

        assertThat(status("fake/fail-2-status-503", anna)).isEqualTo(503);
        assertThat(status("fake/fail-2-status-503", ben)).isEqualTo(503);
        assertThat(status("fake/fail-2-status-503", anna)).isEqualTo(503);
        assertThat(status("fake/fail-2-status-503", anna)).isEqualTo(200);
        assertThat(status("fake/fail-2-status-503", ben)).isEqualTo(503);
        assertThat(status("fake/fail-2-status-503", ben)).isEqualTo(200);
        assertThat(status("fake/fail-2-status-503", ben)).isEqualTo(503);
    }

    @Test
    void any_model_can_be_made_to_behave_otherwise() throws Exception {
        upstream.behave("demo/sparrow", "status-502");
        assertThat(status("demo/sparrow", body -> {})).isEqualTo(502);
        upstream.behaveNormally("demo/sparrow");

        try (var call =
                RawCall.ask(upstream, "demo/sparrow", body -> {}, "X-Fake-Behaviour: status-429")) {
            assertThat(call.status()).isEqualTo(429);
        }
        try (var call =
                RawCall.ask(upstream, "demo/sparrow", body -> {}, "X-Fake-Behaviour: gibberish")) {
            assertThat(call.status()).isEqualTo(400);
        }
        assertThatThrownBy(() -> upstream.behave("demo/sparrow", "gibberish"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no JSON                                                          | 400
                    []                                                               | 400
                    {"model":"fake/ok"}                                              | 400
                    {"model":"fake/ok","messages":[]}                                | 400
                    {"messages":[{"role":"user","content":"a"}]}                     | 400
                    {"model":"no/such","messages":[{"role":"user","content":"a"}]}   | 404
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"temperature":2.1}         | 400
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"max_tokens":0}            | 400
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"max_tokens":99999}        | 404
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"stop":["a","b","c","d","e"]} | 400
                    {"model":"fake/few-parameters","messages":[{"role":"user","content":"a"}],"seed":1,"provider":{"require_parameters":true}} | 404
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"provider":{"max_price":{"completion":0.3}}} | 404
                    {"model":"fake/ok","messages":[{"role":"user","content":"a"}],"provider":{"max_price":{"completion":0.4}}} | 200
                    {"models":["no/such","fake/ok"],"messages":[{"role":"user","content":"a"}]}              | 200
                    """)
    void a_request_is_checked_before_anybody_pays(String body, int status) throws Exception {
        try (var call = RawCall.send(upstream, "POST", "/chat/completions", body)) {
            assertThat(call.status()).isEqualTo(status);
        }
    }

    @Test
    void a_prompt_beyond_the_window_is_too_long() throws Exception {
        try (var call =
                RawCall.ask(
                        upstream,
                        "fake/small-window",
                        body -> {
                            body.put("max_completion_tokens", 10);
                            body.withArray("messages")
                                    .addObject()
                                    .put("role", "user")
                                    .put("content", "word ".repeat(1_100));
                        })) {
            assertThat(call.status()).isEqualTo(400);
            assertThat(call.json().at("/error/metadata/error_type").asText())
                    .isEqualTo("context_length_exceeded");
        }
    }

    private int status(String model, Consumer<ObjectNode> change) throws Exception {
        try (var call = RawCall.ask(upstream, model, change)) {
            return call.status();
        }
    }

    @Test
    void more_calls_at_once_than_there_is_room_for_are_refused_until_one_ends() throws Exception {
        var one = LocalUpstreamOptions.faulty().capacity(1).build();
        try (var narrow = LocalUpstream.start(one)) {
            try (var first = RawCall.ask(narrow, "fake/rate-20-count-1000")) {
                assertThat(first.status()).isEqualTo(200);
                assertIsOneTooMany(narrow);
            }

            assertThat(narrow.book().awaitOpen(0, Duration.ofSeconds(10))).isTrue();
            try (var third = RawCall.ask(narrow, "fake/ok")) {
                assertThat(third.status()).isEqualTo(200);
            }
        }
    }

    private static void assertIsOneTooMany(LocalUpstream full) throws Exception {
        try (var call = RawCall.ask(full, "fake/ok")) {
            assertThat(call.status()).isEqualTo(402);
            assertThat(call.header("Retry-After")).isEqualTo("1");
            assertThat(call.json().path("error").path("metadata").path("reason").asText())
                    .isEqualTo("in_flight_budget_exhausted");
        }
    }
}
