package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What clients are told when something behind the HTTP side is broken.
final class OutagesTest {
    private static final String SECRET = "jdbc:postgresql://db.internal/?password=hunter2";

    private static final UUID CONVERSATION =
            UUID.fromString("019c0000-0000-7000-8000-000000000009");

    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));
    private final String location = api.start(HttpApi.HI, key).header("Location");

    @AfterEach
    void stop() {
        api.close();
    }

    private static UncheckedIOException lost() {
        return new UncheckedIOException(new IOException(SECRET));
    }

    /// Every port that a route asks, and the route. What was said before is looked up for a further
    /// turn only.
    static Stream<Arguments> routes() {
        String start = "POST /v1/comparisons";
        String estimate = "POST /v1/comparisons/estimate";
        return Stream.of(
                Arguments.of(ApiKeys.class, "holder", start),
                Arguments.of(Comparisons.class, "repeatOf", start),
                Arguments.of(Comparisons.class, "circumstances", start + " again"),
                Arguments.of(Comparisons.class, "admit", start),
                Arguments.of(Comparisons.class, "circumstances", estimate),
                Arguments.of(CreditLedger.class, "funds", "GET /v1/credits"),
                Arguments.of(UsageLog.class, "bySpan", "GET /v1/usage"),
                Arguments.of(Comparisons.class, "find", "GET "),
                Arguments.of(Comparisons.class, "find", "GET /events"),
                Arguments.of(Comparisons.class, "find", "POST /cancel"));
    }

    private Reply send(String route) {
        String[] words = route.split(" ", 3);
        String path = words[1].startsWith("/v1") ? words[1] : location + words[1];
        String first = words[1].startsWith("/v1/comparisons") ? HttpApi.HI : "";
        String body =
                words.length == 3
                        ? first.replace(
                                "{", "{\"conversation_id\": \"%s\", ".formatted(CONVERSATION))
                        : first;
        return api.send(
                words[0],
                path,
                body,
                key[0],
                key[1],
                "Idempotency-Key",
                "k",
                "X-Request-Id",
                "mine");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_lost_database_is_unavailable_for_a_while(Class<?> port, String method, String route) {
        api.world.outages.breakDown(port, method, lost());

        Reply reply = send(route);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("unavailable");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.header("X-Request-Id")).isEqualTo("mine");
        assertThat(reply.text()).doesNotContain("jdbc", "hunter2", "Exception");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_defect_of_ours_shows_nothing_of_itself(Class<?> port, String method, String route) {
        api.world.outages.breakDown(port, method, new IllegalStateException(SECRET));

        Reply reply = send(route);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.code()).isEqualTo("internal_error");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("X-Request-Id")).isEqualTo("mine");
        assertThat(reply.json().path("request_id").asText()).isEqualTo("mine");
        assertThat(reply.text()).doesNotContain("jdbc", "hunter2", "Exception");
    }

    @Test
    void an_outage_at_the_very_end_reaches_who_waits() throws Exception {
        CompletableFuture<Reply> waiting =
                api.sendLater(api.request("POST", "/v1/comparisons", HttpApi.HI, key));
        api.world.readers.awaitComing();
        api.world.outages.breakDown(Comparisons.class, "find", lost());
        api.world.call("a/one").add(Says.text("Hello."));
        api.world.call("a/one").add(Says.bareEnd());

        Reply reply = waiting.join();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("unavailable");
    }

    @Test
    void who_waits_for_a_run_that_broke_is_told_to_ask_again() throws Exception {
        CompletableFuture<Reply> waiting =
                api.sendLater(api.request("POST", "/v1/comparisons", HttpApi.HI, key));
        api.world.readers.awaitComing();
        api.world.outages.breakDown(
                ComparisonJournal.class, "append", new IllegalStateException(SECRET));

        api.world.call("a/one").add(Says.text("Hello."));

        Reply reply = waiting.join();
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        assertThat(reply.text()).doesNotContain("hunter2");
    }

    @Test
    void a_stream_of_a_run_that_broke_ends_without_its_last_event() throws IOException {
        HttpResponse<InputStream> stream =
                api.open(api.request("GET", location + "/events", "", key));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (!line.equals("event: answer.started")) {
            line = lines.readLine();
        }
        api.world.outages.breakDown(
                ComparisonJournal.class, "append", new IllegalStateException(SECRET));

        api.world.call("a/one").add(Says.text("Hello."));

        assertThat(lines.lines().toList().toString())
                .doesNotContain("comparison.finished", "hunter2");
    }
}
