package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.EventReader;
import com.compareintel.http.House;
import com.compareintel.http.Log;
import com.compareintel.http.RawConnection;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventsConnectionTest {
    private static final int PIECE = 1_000;
    private static final int TEXTS_AT_MOST = 500_000;

    private final House house = House.open();
    private final ApiKey key = house.account(Tier.PRO_PLUS);
    private final String bearer = "Bearer " + key.secret();
    private final Caller caller = house.core.callerOf(key);
    private final ComparisonId id = house.core.start(caller, Samples.request("Why?", "a/one"));
    private final String events = "/v1/comparisons/" + id + "/events";

    @AfterEach
    void close() {
        house.close();
    }

    private RawConnection ask(int receiveBuffer) throws Exception {
        return RawConnection.to(house.port(), receiveBuffer)
                .send("GET " + events + " HTTP/1.1", "Host: here", "Authorization: " + bearer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br, gzip;q=1.0, *;q=0.5", "zstd", "identity", "*"})
    void a_stream_is_marked_as_one_and_never_compressed(String encodings) throws Exception {
        house.core.says("a/one", "a".repeat(10_000));

        try (EventReader reader =
                house.follow(events, "Authorization", bearer, "Accept-Encoding", encodings)) {
            HttpHeaders headers = reader.response().headers();

            assertThat(reader.response().statusCode()).isEqualTo(200);
            assertThat(headers.allValues("Content-Type")).containsExactly("text/event-stream");
            assertThat(headers.allValues("Cache-Control"))
                    .containsExactly("no-cache, no-transform");
            assertThat(headers.allValues("X-Accel-Buffering")).containsExactly("no");
            assertThat(headers.firstValue("Content-Encoding")).isEmpty();
            assertThat(headers.firstValue("Content-Length")).isEmpty();
            assertThat(headers.firstValue("X-Request-Id")).isPresent();
            assertThat(reader.next(3).getLast().data()).contains("a".repeat(10_000));
        }
    }

    @Test
    void a_finished_one_is_not_compressed_either() throws Exception {
        house.core.says("a/one", "a".repeat(10_000));
        house.core.ends("a/one");

        try (EventReader reader =
                house.follow(events, "Authorization", bearer, "Accept-Encoding", "gzip")) {
            assertThat(reader.response().headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(reader.rest().getLast().name()).isEqualTo("comparison.finished");
        }
    }

    @Test
    void it_opens_with_the_time_to_reconnect_and_a_comment() throws Exception {
        try (EventReader reader = house.follow(events, "Authorization", bearer)) {
            reader.next(2);

            assertThat(reader.others()).containsExactly("retry: 500", ":");
        }
    }

    @Test
    void in_silence_comments_are_sent() throws Exception {
        try (RawConnection connection = ask(0);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        connection.input(), StandardCharsets.UTF_8))) {
            awaitLine(lines, "event: answer.started");

            passHalfOfTheSilence();
            passHalfOfTheSilence();
            awaitLine(lines, ":");
            passHalfOfTheSilence();
            passHalfOfTheSilence();

            awaitLine(lines, ":");
        }
    }

    /// Lets time pass once the stream has set its timer, beside the run's own.
    private void passHalfOfTheSilence() throws InterruptedException {
        while (house.core.timers.pending() < 2) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the stream did not set its timer");
            }
            Thread.onSpinWait();
        }
        house.core.timers.advance(Duration.ofMillis(7_500));
    }

    private static void awaitLine(BufferedReader lines, String expected) throws Exception {
        String line = lines.readLine();
        while (!expected.equals(line)) {
            assertThat(line).isNotNull();
            line = lines.readLine();
        }
    }

    @Test
    void asking_for_the_head_alone_watches_nothing() throws Exception {
        HttpResponse<String> head =
                house.send(
                        house.to(events, "Authorization", bearer)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.headers().firstValue("Allow")).hasValue("GET");
        house.core.journal.awaitWatching(0);
    }

    @Test
    void a_slow_reader_holds_up_nobody_and_misses_nothing() throws Exception {
        int texts = 20_000;
        try (RawConnection slow = ask(4_096);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(slow.input(), StandardCharsets.UTF_8))) {
            house.core.journal.awaitWatching(1);
            int readBefore = house.core.journal.reads();
            for (int i = 0; i < texts; i++) {
                house.core.says("a/one", i + "-".repeat(PIECE));
            }
            int readFor = house.core.journal.reads() - readBefore;
            house.core.ends("a/one");

            int next = 0;
            boolean finished = false;
            for (String line = lines.readLine();
                    line != null && !finished;
                    line = lines.readLine()) {
                if (line.startsWith("data: {\"model\":\"a/one\",\"text\":\"" + next + "-")) {
                    next++;
                }
                finished = line.equals("event: comparison.finished");
            }

            assertThat(next).isEqualTo(texts);
            assertThat(finished).isTrue();
            // Twenty megabytes were told, but what was taken from the journal for a socket that is
            // full is what fits into the buffers of the system and a few pieces.
            assertThat(readFor).isLessThan(texts / 2);
        }
        house.core.journal.awaitWatching(0);
    }

    @Test
    void clients_that_go_away_under_load_leave_nothing_in_the_log_and_no_feed_open()
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Log log = Log.listen();
                ExecutorService speaker = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> speaking =
                    speaker.submit(() -> {
                        for (int i = 0; i < TEXTS_AT_MOST && !done.get(); i++) {
                            house.core.says("a/one", "x".repeat(200));
                        }
                    });
            for (int round = 0; round < 10; round++) {
                int variant = round;
                AtOnce.run(8, client -> leave(client + variant));
            }
            done.set(true);
            speaking.get();
            house.core.journal.awaitWatching(0);

            assertThat(log.complaints()).isEmpty();
        }
        assertThat(house.core.journal.closed()).isEqualTo(house.core.journal.opened());
        assertThat(house.get("/health/liveness").statusCode()).isEqualTo(200);
    }

    /// Goes at different moments: before the head, after it, in the middle of an event; politely
    /// and not.
    private Boolean leave(int variant) {
        try (RawConnection connection = ask(0)) {
            if (variant % 4 > 0) {
                connection.head();
            }
            if (variant % 4 > 1) {
                connection.input().readNBytes(100 * variant);
            }
            if (variant % 2 == 0) {
                connection.reset();
            }
            return true;
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void a_client_that_starts_a_comparison_and_goes_leaves_no_feed_open() throws Exception {
        String body = "{\"prompt\":\"Why?\",\"models\":[\"b/two\"]}";
        try (Log log = Log.listen()) {
            List<RawConnection> connections = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                RawConnection connection = RawConnection.to(house.port());
                connection.write(
                        "POST /v1/comparisons HTTP/1.1\r\nHost: here\r\nAuthorization: "
                                + house.bearer(Tier.PRO)
                                + "\r\nAccept: text/event-stream\r\nContent-Type: application/json"
                                + "\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
                connections.add(connection);
                if (i % 2 == 0) {
                    connection.head();
                }
                connection.reset();
            }

            assertThat(connections).hasSize(5);
            house.core.journal.awaitWatching(0);
            assertThat(log.complaints()).isEmpty();
        }
    }

    @Test
    void a_client_that_goes_before_its_stream_is_found_leaves_no_feed_open() throws Exception {
        try (Log log = Log.listen()) {
            for (int i = 0; i < 20; i++) {
                CountDownLatch asked = new CountDownLatch(1);
                CountDownLatch gone = new CountDownLatch(1);
                house.core.beforeFind.set(() -> {
                    asked.countDown();
                    await(gone);
                });
                RawConnection connection = ask(0);
                await(asked);
                connection.reset();
                gone.countDown();
            }
            house.core.beforeFind.set(() -> {});

            assertThat(house.get(events, "Authorization", "x").statusCode()).isEqualTo(401);
            house.core.journal.awaitWatching(0);
            assertThat(log.complaints()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void a_second_request_on_the_same_connection_waits_for_the_end_of_the_stream()
            throws Exception {
        house.core.ends("a/one");
        try (RawConnection connection = ask(0)) {
            connection.send("GET /health/liveness HTTP/1.1", "Host: here", "Connection: close");
            String everything =
                    new String(connection.input().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(everything).contains("event: comparison.finished");
            assertThat(everything.lastIndexOf("HTTP/1.1 200"))
                    .isGreaterThan(everything.indexOf("event: comparison.finished"));
        }
        house.core.journal.awaitWatching(0);
    }

    @Test
    void a_stream_that_this_instance_gives_up_ends_without_the_last_event() throws Exception {
        try (EventReader reader = house.follow(events, "Authorization", bearer)) {
            reader.next(2);

            house.core.journal.close(id);

            assertThat(reader.next()).isEqualTo(Optional.empty());
        }
        house.core.journal.awaitWatching(0);
    }
}
