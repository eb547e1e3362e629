package com.compareintel.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.Http2Connection;
import com.compareintel.http.Http2Connection.Stream;
import com.compareintel.http.Log;
import com.compareintel.http.RawConnection;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything is over HTTP/2 as it is over HTTP/1, but that many requests share a connection.
@Timeout(60)
class Http2Test {
    private static final int MAX_BODY = 2 << 20;

    private final House house = House.open();
    private final Log log = Log.listen();
    private final ApiKey key = house.account(Tier.PRO_PLUS);
    private final String[] bearer = {"authorization", "Bearer " + key.secret()};
    private final Caller caller = house.core.callerOf(key);

    private Http2Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Http2Connection.to(house.port());
    }

    @AfterEach
    void nothing_that_a_client_sends_is_worth_a_complaint() {
        connection.close();
        log.close();
        house.close();
        assertThat(log.complaints()).isEmpty();
    }

    private ComparisonId running() {
        return house.core.start(caller, Samples.request("Why?", "a/one"));
    }

    private static String events(ComparisonId id) {
        return "/v1/comparisons/" + id + "/events";
    }

    private Stream follow(ComparisonId id) throws Exception {
        return connection.ask("GET", events(id), "", bearer);
    }

    private Stream post(String path, String body) throws Exception {
        return connection.ask(
                "POST", path, body, bearer[0], bearer[1], "content-type", "application/json");
    }

    /// The body of a response that is as published.
    private static String whole(Stream stream) throws Exception {
        String body = stream.body();
        ContractCheck.of(
                Exchange.of(
                        stream.method(),
                        stream.path(),
                        stream.status(),
                        stream.headers(),
                        body.getBytes(StandardCharsets.UTF_8)));
        return body;
    }

    private static void assertProblem(Stream stream, int status, String code) throws Exception {
        assertThat(stream.status()).isEqualTo(status);
        assertThat(stream.headers().get("content-type"))
                .containsExactly("application/problem+json");
        assertThat(whole(stream))
                .contains(
                        "\"code\":\"" + code + "\"",
                        "\"request_id\":\"" + stream.header("x-request-id"));
    }

    @Test
    void requests_are_answered_as_published() throws Exception {
        assertThat(whole(connection.ask("GET", "/v1/models", "", bearer))).contains("a/one");
        assertThat(whole(connection.ask("GET", "/v1/tiers", ""))).contains("pro_plus");
        assertThat(
                        connection
                                .ask("GET", "/v1/tiers", "", "accept-encoding", "gzip")
                                .header("content-encoding"))
                .isEqualTo("gzip");
        assertThat(connection.ask("GET", "/prometheus", "").status()).isEqualTo(200);
        assertProblem(connection.ask("GET", "/nope", ""), 404, "not_found");
        assertProblem(connection.ask("DELETE", "/v1/tiers", ""), 405, "method_not_allowed");
        assertProblem(post("/v1/comparisons", "{"), 400, "malformed_request");
        assertProblem(
                connection.ask("GET", "/v1/credits", "", "authorization", "Bearer x"),
                401,
                "unauthenticated");
    }

    @Test
    void responses_carry_nothing_that_belongs_to_http_1() throws Exception {
        assertThat(connection.ask("GET", "/v1/tiers", "").headers())
                .doesNotContainKeys("connection", "transfer-encoding", "keep-alive", "upgrade");
    }

    @Test
    void cookies_may_come_in_pieces() throws Exception {
        Stream started =
                connection.ask(
                        "POST",
                        "/v1/comparisons",
                        "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}",
                        "content-type",
                        "application/json",
                        "prefer",
                        "respond-async");
        assertThat(started.status()).isEqualTo(202);
        String visitor = started.header("set-cookie").split(";", 2)[0];

        Stream shown =
                connection.ask(
                        "GET",
                        started.header("location"),
                        "",
                        "cookie",
                        "a=b",
                        "cookie",
                        visitor,
                        "cookie",
                        "c=d");

        assertThat(shown.status()).isEqualTo(200);
    }

    @Test
    void several_streams_flow_on_one_connection_beside_other_requests() throws Exception {
        ComparisonId id = running();
        List<Stream> followed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            followed.add(follow(id));
        }
        for (Stream stream : followed) {
            stream.awaitText("event: answer.started");
        }
        assertThat(connection.ask("GET", "/v1/tiers", "").status()).isEqualTo(200);

        house.core.says("a/one", "Hello.");
        for (Stream stream : followed) {
            stream.awaitText("\"text\":\"Hello.\"");
        }
        house.core.ends("a/one");

        for (Stream stream : followed) {
            assertThat(whole(stream)).contains("event: comparison.finished");
        }
        house.core.journal.awaitWatching(0);
    }

    @Test
    void a_stream_is_marked_as_one_and_never_compressed() throws Exception {
        Stream stream =
                connection.ask(
                        "GET",
                        events(running()),
                        "",
                        bearer[0],
                        bearer[1],
                        "accept-encoding",
                        "gzip, deflate, br");

        assertThat(stream.headers().get("content-type")).containsExactly("text/event-stream");
        assertThat(stream.headers().get("cache-control")).containsExactly("no-cache, no-transform");
        assertThat(stream.headers()).doesNotContainKeys("content-encoding", "content-length");
        stream.awaitText("retry: 500\n\n:\n\n");
    }

    @Test
    void in_silence_comments_are_sent() throws Exception {
        Stream stream = follow(running()).awaitText("event: answer.started");

        for (int half = 0; half < 4; half++) {
            while (house.core.timers.pending() < 2) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the stream did not set its timer");
                }
                Thread.onSpinWait();
            }
            house.core.timers.advance(Duration.ofMillis(7_500));
        }

        stream.awaitText("\n\n:\n\n:\n\n");
    }

    @Test
    void a_stream_that_the_client_resets_lets_its_feed_go_and_its_neighbours_flow()
            throws Exception {
        ComparisonId id = running();
        Stream kept = follow(id).awaitText("event: answer.started");
        Stream reset = follow(id).awaitText("event: answer.started");
        house.core.journal.awaitWatching(2);

        reset.reset();
        house.core.journal.awaitWatching(1);
        house.core.says("a/one", "Still here.");

        kept.awaitText("Still here.");
        assertThat(reset.text()).doesNotContain("Still here.");
    }

    @Test
    void whoever_waits_for_the_end_and_resets_its_stream_is_gone() throws Exception {
        Stream waiting = post("/v1/comparisons", "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}");
        house.core.journal.awaitWatching(1);

        waiting.reset();

        house.core.journal.awaitWatching(0);
        assertThat(connection.ask("GET", "/v1/tiers", "").status()).isEqualTo(200);
    }

    @Test
    void a_connection_that_closes_takes_all_its_streams_with_it() throws Exception {
        for (int i = 0; i < 3; i++) {
            follow(running()).awaitText("event: answer.started");
        }
        house.core.journal.awaitWatching(3);

        connection.close();

        house.core.journal.awaitWatching(0);
    }

    @Test
    void a_reader_that_takes_nothing_holds_up_neither_the_connection_nor_the_run()
            throws Exception {
        ComparisonId id = running();
        Stream slow = connection.askWithoutTaking(events(id), bearer);
        assertThat(slow.status()).isEqualTo(200);
        Stream quick = follow(id).awaitText("event: answer.started");

        int texts = 5_000;
        for (int i = 0; i < texts; i++) {
            house.core.says("a/one", "-".repeat(1_000));
            if (i % 100 == 0) {
                house.core.says("a/one", "mark " + i + ".");
                quick.awaitText("mark " + i + ".");
            }
        }
        house.core.ends("a/one");

        assertThat(quick.body()).contains("event: comparison.finished");
        assertThat(slow.text()).doesNotContain("event: comparison.finished");
        slow.take();
        assertThat(slow.body()).contains("event: comparison.finished");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_body_may_be_as_large_as_over_http_1(int beyond) throws Exception {
        String start = "{\"prompt\":\"";
        String end = "\",\"models\":[\"a/one\"]}";
        String body = start + "x".repeat(MAX_BODY + beyond - start.length() - end.length()) + end;

        Stream stream = post("/v1/comparisons", body);

        if (beyond > 0) {
            assertProblem(stream, 413, "payload_too_large");
        } else {
            assertProblem(stream, 422, "validation_failed");
        }
    }

    @Test
    void a_head_may_be_as_large_as_over_http_1() throws Exception {
        assertThat(connection.ask("GET", "/v1/tiers", "", "x-filler", "x".repeat(15_000)).status())
                .isEqualTo(200);
        for (int bytes : List.of(17_000, 60_000)) {
            assertProblem(
                    connection.ask("GET", "/v1/tiers", "", "x-filler", "x".repeat(bytes)),
                    431,
                    "headers_too_large");
        }
        assertProblem(connection.ask("GET", "/" + "x".repeat(9_000), ""), 400, "malformed_request");
        assertThat(connection.ask("GET", "/v1/tiers", "").status()).isEqualTo(200);
    }

    @Test
    void a_head_far_beyond_that_is_refused_without_being_kept() throws Exception {
        Stream stream = connection.ask("GET", "/v1/tiers", "", "x-filler", "x".repeat(70_000));

        assertThat(stream.status()).isEqualTo(431);
    }

    @Test
    void a_client_that_would_change_to_http_2_midway_is_answered_as_it_asked() throws Exception {
        try (RawConnection raw = RawConnection.to(house.port())) {
            String body = "{\"prompt\":\"" + "x".repeat(20_000) + "\"}";
            raw.write(
                    "POST /v1/comparisons HTTP/1.1\r\nHost: here\r\n"
                            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                            + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
                            + "Content-Type: application/json\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);

            RawConnection.Reply reply = raw.reply();

            assertThat(reply.head()).startsWith("HTTP/1.1 422 ");
            assertThat(reply.body()).contains("\"field\":\"models\"");
            raw.send("GET /v1/tiers HTTP/1.1", "Host: here", "Upgrade: h2c");
            assertThat(raw.reply().head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_connection_that_is_silent_for_too_long_is_closed() {
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        Http2FrameCodecBuilder.forServer().build(), Http2Edge.Silence.INSTANCE);

        channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);

        assertThat(channel.closeFuture().awaitUninterruptibly(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_hundred_streams_fit_on_one_connection() throws Exception {
        ComparisonId id = running();
        List<Stream> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(follow(id));
        }
        for (Stream reader : readers) {
            reader.awaitText("event: answer.started");
        }

        house.core.says("a/one", "To all of you.");

        for (Stream reader : readers) {
            reader.awaitText("To all of you.");
        }
    }
}
