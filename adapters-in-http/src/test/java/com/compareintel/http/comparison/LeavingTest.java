package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that close their connection before the end.
final class LeavingTest {
    private static final String STREAM = "text/event-stream";
    private static final String WAIT = "application/json";
    private static final String FLAGGED =
            HttpApi.HI.replace("}", ",\"cancel_on_disconnect\":true}");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));

    @AfterEach
    void stop() {
        api.close();
    }

    /// Asks over a connection of its own and answers it once the comparison runs and is read.
    private Socket ask(String body, String accept) throws IOException, InterruptedException {
        Socket socket =
                send(
                        "POST /v1/comparisons HTTP/1.1\r\nContent-Type: application/json\r\n"
                                + "Content-Length: "
                                + body.length()
                                + "\r\nAccept: "
                                + accept
                                + "\r\n",
                        body);
        api.world.readers.awaitComing();
        return socket;
    }

    private Socket follow(String location) throws IOException, InterruptedException {
        Socket socket = send("GET " + location + "/events HTTP/1.1\r\n", "");
        api.world.readers.awaitComing();
        return socket;
    }

    private Socket send(String head, String body) throws IOException {
        Socket socket = api.connect();
        String request = head + "Host: x\r\n" + key[0] + ": " + key[1] + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String location() {
        return "/v1/comparisons/"
                + api.world.books.comparisons().conversations().stream()
                        .map(kept -> api.world.books.comparisons().turnsOf(kept.id()).getLast())
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    private String status() {
        return api.get(location(), key).json().path("status").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WAIT})
    void leaving_alone_changes_nothing(String accept) throws Exception {
        ask(HttpApi.HI, accept).close();
        api.world.readers.awaitLeaving();

        api.world.timers.advance(PATIENCE.multipliedBy(3));
        assertThat(status()).isEqualTo("running");
        api.world.call("a/one").add(Says.text("Hello."));
        api.world.call("a/one").add(Says.bareEnd());

        assertThat(status()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAM, WAIT})
    void who_wants_it_cancelled_then_has_five_seconds_to_come_back(String accept) throws Exception {
        Socket client = ask(FLAGGED, accept);
        api.world.awaitDeserted();
        api.world.timers.advance(PATIENCE.multipliedBy(3));
        assertThat(status()).isEqualTo("running");

        client.close();
        api.world.awaitDeserted();
        api.world.timers.advance(PATIENCE.minus(MOMENT));
        assertThat(status()).isEqualTo("running");
        assertThat(api.world.call("a/one").isCancelled()).isFalse();
        api.world.timers.advance(MOMENT);

        assertThat(status()).isEqualTo("cancelled");
        assertThat(api.world.call("a/one").isCancelled()).isTrue();
    }

    @Test
    void whoever_follows_in_time_keeps_it_going() throws Exception {
        Socket client = ask(FLAGGED, STREAM);
        api.world.awaitDeserted();
        client.close();
        api.world.awaitDeserted();

        try (Socket again = follow(location())) {
            api.world.timers.advance(PATIENCE.multipliedBy(3));
            assertThat(status()).isEqualTo("running");
            assertThat(again.isConnected()).isTrue();
        }
        api.world.awaitDeserted();
        api.world.timers.advance(PATIENCE);

        assertThat(status()).isEqualTo("cancelled");
    }

    @Test
    void one_of_two_that_leaves_changes_nothing() throws Exception {
        Socket first = ask(FLAGGED, STREAM);
        try (Socket second = follow(location())) {
            first.close();
            api.world.readers.awaitLeaving();
            api.world.timers.advance(PATIENCE.multipliedBy(3));

            assertThat(second.isConnected()).isTrue();
            assertThat(status()).isEqualTo("running");
        }
    }

    @Test
    void one_that_nobody_ever_follows_is_cancelled_too() throws Exception {
        api.start(FLAGGED, key);
        api.world.awaitDeserted();

        api.world.timers.advance(PATIENCE);

        assertThat(status()).isEqualTo("cancelled");
    }

    @Test
    void the_end_is_reached_by_whoever_stays() throws Exception {
        try (Socket client = ask(FLAGGED, STREAM)) {
            api.world.call("a/one").add(Says.text("Hello."));
            api.world.call("a/one").add(Says.bareEnd());

            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.contains("\"status\":\"completed\"")) {
                line = lines.readLine();
            }
        }
        api.world.timers.advance(PATIENCE);
        assertThat(status()).isEqualTo("completed");
    }
}
