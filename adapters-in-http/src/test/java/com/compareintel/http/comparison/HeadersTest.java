package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every response carries, whatever it answers.
final class HeadersTest {
    private static final String MISSING = "/v1/comparisons/019c0000-0000-7000-8000-00000000dead";

    private final HttpApi api =
            HttpApi.start(new World(), "http-api.network-requests-per-minute", "60");

    @AfterEach
    void stop() {
        api.close();
    }

    /// Requests and how they are answered.
    static Stream<List<String>> requests() {
        return Stream.of(
                List.of("202", "POST", "/v1/comparisons", HttpApi.HI, "Prefer", "respond-async"),
                List.of("422", "POST", "/v1/comparisons", "{}"),
                List.of("200", "POST", "/v1/comparisons/estimate", HttpApi.HI),
                List.of("404", "GET", MISSING, ""),
                List.of("404", "GET", MISSING + "/events", ""),
                List.of("404", "POST", MISSING + "/cancel", ""));
    }

    /// Those that change or spend something.
    static Stream<List<String>> limited() {
        return requests().filter(request -> request.get(1).equals("POST"));
    }

    private Reply send(List<String> request) {
        List<String> headers = request.subList(4, request.size());
        return api.send(
                request.get(1), request.get(2), request.get(3), headers.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("limited")
    void a_limited_route_tells_how_its_caller_stands(List<String> request) {
        Reply first = send(request);
        Reply reading = api.get(MISSING);
        Reply second = api.post(MISSING + "/cancel", "");

        assertThat(first.status()).hasToString(request.getFirst());
        assertThat(first.header("RateLimit-Policy")).startsWith("\"network\";q=60;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"network\";r=59;t=1");
        assertThat(reading.header("RateLimit")).isEmpty();
        assertThat(second.header("RateLimit")).isEqualTo("\"network\";r=58;t=1");
    }

    @Test
    void who_calls_too_often_is_told_so_in_every_field() {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i <= 60; i++) {
            replies.add(api.post(MISSING + "/cancel", ""));
        }
        Reply last = replies.getLast();

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("rate_limited");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"network\";q=60;w=60");
        assertThat(last.header("RateLimit")).isEqualTo("\"network\";r=0;t=1");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_is_named_and_its_sender_may_name_it(List<String> request) {
        List<String> named = new ArrayList<>(request);
        named.addAll(List.of("X-Request-Id", "Mine-1.a_b"));

        assertThat(send(request).header("X-Request-Id"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(send(named).header("X-Request-Id")).isEqualTo("Mine-1.a_b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\"><script>", "a,b"})
    void a_name_that_could_do_harm_is_replaced(String name) {
        assertThat(api.get(MISSING, "X-Request-Id", name).header("X-Request-Id"))
                .isNotEqualTo(name)
                .hasSize(36);
        assertThat(api.get(MISSING, "X-Request-Id", "x".repeat(65)).header("X-Request-Id"))
                .hasSize(36);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void browsers_neither_guess_nor_frame_nor_keep_anything(List<String> request) {
        Reply reply = send(request);

        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }
}
