package com.compareintel.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.Log;
import com.compareintel.http.RawConnection;
import com.compareintel.http.RawConnection.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServerEdgeTest {
    private static final int MAX_BODY = 2 << 20;
    private static final House HOUSE = House.open();

    private final Log log = Log.listen();

    @AfterEach
    void nothing_that_a_client_sends_is_worth_a_complaint() {
        log.close();
        assertThat(log.complaints()).isEmpty();
    }

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("Content-Type"))
                .containsExactly("application/problem+json");
        String id = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(response.body())
                .contains(
                        "\"type\":\"/problems/" + code + "\"",
                        "\"title\":",
                        "\"status\":" + status,
                        "\"detail\":",
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"" + id + "\"");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static void assertProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        assertThat(reply.body())
                .contains(
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"" + reply.header("X-Request-Id").orElseThrow() + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/v1",
                "/v1/",
                "/v2/models",
                "/v1/comparisons/x/y/z",
                "/health",
                "/metrics",
                "/env",
                "/beans",
                "/favicon.ico",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/v1/comparisons/%2e%2e%2f"
            })
    void an_unknown_path_is_not_found(String path) throws Exception {
        assertProblem(HOUSE.get(path), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/comparisons, POST",
        "PUT, /v1/comparisons, POST",
        "POST, /v1/models, GET",
        "DELETE, /v1/credits, GET",
        "PUT, /v1/conversations/x, PATCH",
        "POST, /v1/comparisons/x/events, GET",
        "GET, /v1/comparisons/x/cancel, POST",
        "GET, /v1/comparisons/estimate, POST",
        "POST, /health/liveness, GET",
        "POST, /, GET",
        "TRACE, /v1/models, GET",
        "FOO, /v1/models, GET"
    })
    void a_method_that_a_path_does_not_take_is_told_with_those_it_takes(
            String method, String path, String allowed) throws Exception {
        HttpResponse<String> response =
                HOUSE.send(
                        HOUSE.to(path)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .setHeader("Content-Type", "application/json"));

        assertProblem(response, 405, "method_not_allowed");
        assertThat(response.headers().firstValue("Allow")).get().asString().contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/comparisons/x/events, application/json",
        "/v1/comparisons/x/events, text/html",
        "/v1/models, text/html",
        "/v1/models, image/png"
    })
    void a_type_that_cannot_be_produced_is_told(String path, String accept) throws Exception {
        assertProblem(HOUSE.get(path, "Accept", accept), 406, "not_acceptable");
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/, text/*",
        "/assets/0/styles/base.css, text/css",
        "/assets/0/main.js, text/javascript",
        "/prometheus, text/plain",
        "/prometheus, application/openmetrics-text",
        "/health/liveness, application/*",
        "/v1/credits, application/*",
        "/v1/conversations, application/*"
    })
    void what_a_path_has_is_given_to_whoever_takes_its_type(String path, String accept)
            throws Exception {
        assertThat(HOUSE.get(path, "Accept", accept).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json", "text/html, */*;q=0.1", ""})
    void json_is_given_to_whoever_takes_it(String accept) throws Exception {
        assertThat(HOUSE.get("/v1/models", "Accept", accept).statusCode()).isEqualTo(200);
    }

    /// A body of exactly so many bytes that is as valid as it can be.
    private static String bodyOf(int bytes) {
        String start = "{\"prompt\":\"";
        String end = "\",\"models\":[\"a/one\"]}";
        return start + "x".repeat(bytes - start.length() - end.length()) + end;
    }

    @Test
    void a_body_may_be_as_large_as_two_mebibytes_and_no_larger() throws Exception {
        HttpResponse<String> largest = HOUSE.send("POST", "/v1/comparisons", bodyOf(MAX_BODY));

        assertThat(largest.statusCode()).isEqualTo(422);
        assertThat(largest.body()).contains("\"field\":\"prompt\"");
        assertProblem(
                HOUSE.send("POST", "/v1/comparisons", bodyOf(MAX_BODY + 1)),
                413,
                "payload_too_large");
    }

    private static void sendChunkedHead(RawConnection connection) throws IOException {
        connection.send(
                "POST /v1/comparisons HTTP/1.1",
                "Host: here",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");
    }

    private static Reply sendChunked(int bytes) throws IOException {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            sendChunkedHead(connection);
            String body = bodyOf(bytes);
            int chunk = 64 << 10;
            for (int from = 0; from < body.length(); from += chunk) {
                String part = body.substring(from, Math.min(body.length(), from + chunk));
                connection.write(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            }
            connection.write("0\r\n\r\n");
            return connection.reply();
        }
    }

    @Test
    void a_body_in_chunks_is_bounded_the_same() throws Exception {
        assertThat(sendChunked(MAX_BODY).status()).isEqualTo(422);
        assertProblem(sendChunked(MAX_BODY + 1), 413, "payload_too_large");
    }

    @Test
    void a_body_that_is_announced_too_large_is_refused_before_it_is_sent() throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            connection.send(
                    "POST /v1/comparisons HTTP/1.1",
                    "Host: here",
                    "Content-Type: application/json",
                    "Content-Length: 999999999999");

            assertProblem(connection.reply(), 413, "payload_too_large");
        }
    }

    @Test
    void headers_may_have_sixteen_kibibytes_and_no_more() throws Exception {
        assertThat(HOUSE.get("/v1/tiers", "X-Filler", "x".repeat(15_000)).statusCode())
                .isEqualTo(200);
        assertProblem(
                HOUSE.get("/v1/tiers", "X-Filler", "x".repeat(17_000)), 431, "headers_too_large");
    }

    @Test
    void a_head_may_have_a_hundred_lines_and_no_more() throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            connection.write(
                    "GET /v1/tiers HTTP/1.1\r\nHost: h\r\n" + "a:b\r\n".repeat(99) + "\r\n");
            assertThat(connection.reply().status()).isEqualTo(200);

            connection.write(
                    "GET /v1/tiers HTTP/1.1\r\nHost: h\r\n" + "a:b\r\n".repeat(100) + "\r\n");
            assertProblem(connection.reply(), 431, "headers_too_large");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "POST /v1/comparisons HTTP/1.1\r\nHost: here\r\nContent-Length: x\r\n\r\n",
                "POST /v1/comparisons HTTP/1.1\r\nHost: here\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /v1/tiers HTTP/1.1\r\nHost: here\r\nbad header\r\n\r\n",
                "GET /v1/tiers HTTP/1.1\r\nHost: here\r\nX-A: b\u0000c\r\n\r\n",
                "GET /v1/models/%zz HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET /v1/models?x=%zz HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET /v1/conversations?cursor=%zz HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: here\r\n\r\n",
                "GET http://[ HTTP/1.1\r\nHost: here\r\n\r\n"
            })
    void a_request_that_cannot_be_read_is_malformed(String request) throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            assertProblem(connection.write(request).reply(), 400, "malformed_request");
        }
    }

    @Test
    void a_path_that_is_too_long_is_malformed() throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            connection.write("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: here\r\n\r\n");

            assertProblem(connection.reply(), 400, "malformed_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1}{", "\u0001", "{'a':1}", "NaN"})
    void a_body_that_is_no_json_is_malformed(String body) throws Exception {
        assertProblem(HOUSE.send("POST", "/v1/comparisons", body), 400, "malformed_request");
    }

    @Test
    void a_body_with_a_broken_chunk_is_malformed_and_not_taken_for_whole() throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            sendChunkedHead(connection);
            connection.write("2\r\n{}\r\nzz\r\n");

            assertProblem(connection.reply(), 400, "malformed_request");
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/v1/models", "/v1/credits", "/health/liveness"})
    void every_response_has_a_request_id_of_its_own_unless_a_sane_one_was_given(String path)
            throws Exception {
        String first = HOUSE.get(path).headers().firstValue("X-Request-Id").orElseThrow();
        String second = HOUSE.get(path).headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(first).isNotEqualTo(second).matches("[0-9a-f-]{36}");

        for (String sane : List.of("abc-123_4.5", "x", "y".repeat(64))) {
            assertThat(HOUSE.get(path, "X-Request-Id", sane).headers().allValues("X-Request-Id"))
                    .containsExactly(sane);
        }
        for (String odd : List.of("", "z".repeat(65), "a b", "<script>", "a\"b", "a;b=c")) {
            assertThat(
                            HOUSE.get(path, "X-Request-Id", odd)
                                    .headers()
                                    .firstValue("X-Request-Id")
                                    .orElseThrow())
                    .matches("[0-9a-f-]{36}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/tiers, gzip, true",
        "/v1/tiers, 'deflate, gzip;q=0.9', true",
        "/v1/tiers, identity, false",
        "/v1/tiers, '', false",
        "/assets/0/main.js, gzip, true",
        "/health/liveness, gzip, false"
    })
    void what_is_worth_it_is_compressed_when_asked_for(
            String path, String encodings, boolean compressed) throws Exception {
        HttpResponse<String> plain = HOUSE.get(path);
        HttpResponse<String> response = HOUSE.get(path, "Accept-Encoding", encodings);

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Encoding").isPresent())
                .isEqualTo(compressed);
        if (compressed) {
            assertThat(response.body()).isNotEqualTo(plain.body());
        }
    }

    @Test
    void responses_say_that_they_depend_on_the_encodings_asked_for() throws Exception {
        for (String path : List.of("/v1/tiers", "/assets/0/main.js")) {
            HttpResponse<String> response = HOUSE.get(path, "Accept-Encoding", "gzip");

            assertThat(
                            String.join(", ", response.headers().allValues("Vary"))
                                    .toLowerCase(Locale.ROOT))
                    .contains("accept-encoding");
        }
    }

    @Test
    void several_requests_on_one_connection_are_answered_in_order() throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            for (String path : List.of("/health/liveness", "/nope", "/v1/tiers")) {
                connection.send("GET " + path + " HTTP/1.1", "Host: here");
            }

            assertThat(connection.reply().status()).isEqualTo(200);
            assertThat(connection.reply().status()).isEqualTo(404);
            assertThat(connection.reply().body()).contains("pro_plus");
        }
    }

    @Test
    void a_defect_of_ours_tells_nothing_of_itself() throws Exception {
        try (House house = House.open()) {
            house.core.breakStorage();

            HttpResponse<String> response =
                    house.get(
                            "/v1/comparisons/01900000-0000-7000-8000-000000000001",
                            "Authorization",
                            house.bearer(Tier.FREE));

            assertProblem(response, 500, "internal_error");
            assertThat(response.body()).doesNotContain("database", "Exception");
        }
        assertThat(log.complaints()).hasSize(1);
        log.forget();
    }
}
