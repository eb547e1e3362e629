package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.FailureCode;
import com.compareintel.http.HttpApi;
import com.compareintel.http.RawConnection;
import com.compareintel.http.Reply;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three forms in which a comparison that was started is answered.
final class StartingTest {
    private static final String TWO =
            """
            {"prompt": "Why do tides rise?", "models": ["a/one", "b/two"]}\
            """;

    private static final String STREAM =
            """
            retry: 500

            :

            id: 00000002-0001-00000001
            event: comparison.started
            data: {"comparison_id":"019c0000-0000-7000-8000-000000000002",\
            "conversation_id":"019c0000-0000-7000-8000-000000000003","models":["a/one","b/two"],\
            "held_credits":2,"max_output_tokens":4000,"created_at":"2026-03-10T12:00:00.123Z"}

            id: 00000002-0001-00000002
            event: answer.started
            data: {"model":"a/one","attempt":1,"max_output_tokens":4000,"ignored_parameters":[]}

            id: 00000002-0001-00000003
            event: answer.started
            data: {"model":"b/two","attempt":1,"max_output_tokens":4000,"ignored_parameters":[]}

            id: 00000002-0001-00000004
            event: answer.reasoning
            data: {"model":"a/one","text":"The moon …"}

            id: 00000002-0001-00000005
            event: answer.delta
            data: {"model":"b/two","text":"Be"}

            id: 00000002-0001-00000006
            event: answer.delta
            data: {"model":"a/one","text":"Because\\n\\"of\\" her."}

            id: 00000002-0001-00000007
            event: answer.completed
            data: {"model":"a/one","attempt":1,"finish_reason":"stop",\
            "usage":{"input_tokens":12,"output_tokens":40,"reasoning_tokens":5,"cached_tokens":3},\
            "cost_usd":"0.000123","cost_source":"provider",\
            "timing":{"queued_ms":0,"first_token_ms":250,"duration_ms":2000,\
            "output_tokens_per_second":22.9},"served_model":"one-2026","served_by":"Somebody"}

            id: 00000002-0001-00000008
            event: answer.failed
            data: {"model":"b/two","attempt":1,"code":"truncated",\
            "message":"The answer broke off before its end.","retryable":true}

            id: 00000002-0001-7fffffff
            event: comparison.finished
            data: {"status":"partial","charged_credits":1,"cost_usd":"0.000145",\
            "credits":{"remaining":49,"held":0,"resets_at":"2026-03-11T00:00:00.000Z"},\
            "start_skew_ms":0}

            """;

    private final HttpApi api = HttpApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private void answerBoth() {
        api.world.timers.advance(Duration.ofMillis(250));
        api.world.call("a/one").add(Says.thought("The moon …"));
        api.world.call("b/two").add(Says.text("Be"));
        api.world.call("a/one").add(Says.text("Because\n\"of\" her."));
        api.world.timers.advance(Duration.ofMillis(1_750));
        api.world.call("a/one").add(Says.served());
        api.world.call("a/one").add(Says.end("0.0001230"));
        api.world.call("b/two").add(Says.failure(FailureCode.TRUNCATED, true));
    }

    @Test
    void a_stream_tells_everything_byte_for_byte() throws IOException {
        HttpResponse<InputStream> response =
                api.open(
                        api.request("POST", "/v1/comparisons", TWO, "Accept", "text/event-stream"));

        answerBoth();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(HttpApi.header(response, "Content-Type")).hasValue("text/event-stream");
        assertThat(HttpApi.header(response, "Cache-Control")).hasValue("no-cache, no-transform");
        assertThat(HttpApi.header(response, "X-Accel-Buffering")).hasValue("no");
        assertThat(HttpApi.header(response, "X-Request-Id")).isPresent();
        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(STREAM);
    }

    @Test
    void runs_are_told_the_event_loop_of_the_connection_that_reads_them() throws Exception {
        int port = api.request("GET", "/v1/models", "").uri().getPort();

        try (RawConnection connection = RawConnection.to(port)) {
            for (int i = 0; i < 2; i++) {
                connection.write(post("Accept: application/json"));
                api.world.awaitAsked(2);
                answerBoth();
                assertThat(connection.reply().status()).isEqualTo(200);
            }
            connection.write(post("Prefer: respond-async"));
            assertThat(connection.reply().status()).isEqualTo(202);
        }

        assertThat(api.world.carriers).hasSize(3);
        assertThat(api.world.carriers.get(0)).get().isInstanceOf(EventLoop.class);
        assertThat(api.world.carriers.get(1)).isEqualTo(api.world.carriers.get(0));
        assertThat(api.world.carriers.get(2)).isEmpty();
    }

    private static String post(String header) {
        return String.join(
                "\r\n",
                "POST /v1/comparisons HTTP/1.1",
                "Host: here",
                "Content-Type: application/json",
                "Content-Length: " + TWO.length(),
                header,
                "",
                TWO);
    }

    @Test
    void who_asks_for_nothing_else_gets_the_whole_comparison_at_its_end() throws Exception {
        CompletableFuture<Reply> waiting =
                api.sendLater(api.request("POST", "/v1/comparisons", TWO));
        api.world.awaitAsked(2);

        assertThat(waiting).isNotDone();
        answerBoth();

        Reply reply = waiting.join();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().path("status").asText()).isEqualTo("partial");
        assertThat(reply.text())
                .isEqualTo(api.get(reply.header("Location"), "Cookie", reply.cookie()).text());
    }

    @Test
    void who_does_not_want_to_wait_is_told_where_it_is() {
        Reply reply = api.start(TWO);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(reply.header("Location"))
                .isEqualTo("/v1/comparisons/" + reply.json().path("id").asText());
        assertThat(reply.json().path("status").asText()).isEqualTo("running");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/event-stream                          |                            | 200 | text/event-stream
                    text/event-stream                          | respond-async              | 200 | text/event-stream
                    TEXT/EVENT-STREAM                          |                            | 200 | text/event-stream
                    text/event-stream, application/json;q=0.5  |                            | 200 | text/event-stream
                    application/json;q=0.5, text/event-stream  |                            | 200 | text/event-stream
                    application/json                           | respond-async              | 202 | application/json
                    application/json, text/event-stream;q=0.5  | respond-async              | 202 | application/json
                    text/event-stream;q=0, application/json    | respond-async              | 202 | application/json
                    */*                                        | respond-async              | 202 | application/json
                    application/*                              | RESPOND-ASYNC              | 202 | application/json
                                                               | wait=5, respond-async;x=1  | 202 | application/json
                    text/html                                  | respond-async              | 406 | application/problem+json
                    """)
    void the_form_follows_what_the_client_accepts_and_prefers(
            String accept, String prefer, int status, String type) throws IOException {
        String[] headers =
                accept == null
                        ? new String[] {"Prefer", prefer}
                        : prefer == null
                                ? new String[] {"Accept", accept}
                                : new String[] {"Accept", accept, "Prefer", prefer};

        HttpResponse<InputStream> response =
                api.open(api.request("POST", "/v1/comparisons", HttpApi.HI, headers));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(HttpApi.header(response, "Content-Type")).hasValue(type);
        response.body().close();
    }
}
