package com.compareintel.app.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.proxies.HandDrivenUpstream.Call;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that others wrote read a stream as ours does, with heartbeats in it, letters of several
/// bytes and very long lines; those that reconnect by themselves do, and lose nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignReadersTest {
    private static final String MODEL = "hand/one";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final Set<String> ENDS = Set.of("comparison.finished", "failure");

    /// Surefire starts a test in the directory of its module.
    private static final Path SCRIPT = Path.of("src", "test", "node", "read.mjs");

    private final HandDrivenUpstream upstream = HandDrivenUpstream.start(MODEL);
    private final RunningProduct product =
            RunningProduct.start(
                    RunningProduct.options()
                            .set("OPENROUTER_BASE_URL", upstream.baseUri())
                            .set("http-api.heartbeat", "50ms"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir private Path directory;

    /// Which clients there are, and whether they reconnect by themselves.
    enum Reader {
        OKHTTP(false),
        EVENTSOURCE_PARSER(false),
        NPM_EVENTSOURCE(true),
        BROWSER(true);

        private final boolean reconnects;

        Reader(boolean reconnects) {
            this.reconnects = reconnects;
        }

        boolean canRun() {
            return switch (this) {
                case OKHTTP -> true;
                case EVENTSOURCE_PARSER, NPM_EVENTSOURCE ->
                        Files.exists(SCRIPT.resolveSibling("node_modules"));
                case BROWSER -> Browser.installed().isPresent();
            };
        }

        String missing() {
            return "SKIPPED: " + this + " is not installed (.ci/test-programs)";
        }
    }

    /// An event, as a client has it.
    record Read(String id, String event, String data) {}

    @AfterAll
    void stop() throws IOException {
        threads.shutdownNow();
        http.shutdownNow();
        product.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void reads_what_our_own_reader_reads(Reader reader) throws Exception {
        if (!reader.canRun()) {
            System.out.println(reader.missing());
        }
        assumeTrue(reader.canRun(), reader::missing);
        HttpResponse<String> begun = http.send(compare(), HttpResponse.BodyHandlers.ofString());
        String path =
                "/v1/comparisons/" + JSON.readTree(begun.body()).path("id").asText() + "/events";
        String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        Call call = upstream.nextCall();
        int cutAfter = reader.reconnects ? 3_000 : Integer.MAX_VALUE;
        try (Relay relay = Relay.start(product.uri(), cutAfter, false);
                ArrivingEvents ours = ArrivingEvents.open(http, follow(path, cookie))) {
            Future<List<Read>> theirs =
                    threads.submit(() -> read(reader, relay.uri(), path, cookie));
            for (int i = 0; i < 20; i++) {
                call.say("水 \uD83C\uDF0A größer, \"quoted\"\n\u2028 and \\n ".repeat(4));
            }
            if (reader.reconnects) {
                relay.awaitCut();
            }
            for (int i = 0; i < 5; i++) {
                ours.awaitComment();
            }
            call.say("a long line 潮 ".repeat(5_000)).say("the end").finish();

            List<Read> all =
                    ours.rest().stream()
                            .map(event -> new Read(event.id(), event.name(), event.data()))
                            .toList();
            List<Read> rest = theirs.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(rest).endsWith(all.toArray(Read[]::new));
            assertThat(rest).isEqualTo(whole(path, cookie));
        }
    }

    private HttpRequest compare() {
        return HttpRequest.newBuilder(product.uri().resolve("/v1/comparisons"))
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"prompt\": \"Tides?\", \"models\": [\"" + MODEL + "\"]}"))
                .build();
    }

    private HttpRequest follow(String path, String cookie) {
        return HttpRequest.newBuilder(product.uri().resolve(path))
                .header("Accept", "text/event-stream")
                .header("Cookie", cookie)
                .build();
    }

    private List<Read> whole(String path, String cookie) throws Exception {
        try (ArrivingEvents events = ArrivingEvents.open(http, follow(path, cookie))) {
            return events.rest().stream()
                    .map(event -> new Read(event.id(), event.name(), event.data()))
                    .toList();
        }
    }

    private List<Read> read(Reader reader, URI base, String path, String cookie) throws Exception {
        return switch (reader) {
            case OKHTTP -> okhttp(base.resolve(path), cookie);
            case EVENTSOURCE_PARSER -> node("parser", base.resolve(path), cookie);
            case NPM_EVENTSOURCE -> node("eventsource", base.resolve(path), cookie);
            case BROWSER -> {
                try (Browser browser = Browser.start(directory)) {
                    yield reads(browser.run(base, inTheBrowser(cookie, path)));
                }
            }
        };
    }

    /// In a page of the service: what [#SCRIPT] does, with the browser's own client.
    private static String inTheBrowser(String cookie, String path) {
        return """
        new Promise(resolve => {
          document.cookie = '%s';
          const events = [], source = new EventSource('%s');
          for (const name of ['comparison.started', 'answer.started', 'answer.delta',
              'answer.completed', 'answer.failed', 'comparison.snapshot', 'comparison.finished']) {
            source.addEventListener(name, ({ lastEventId, type, data }) => {
              events.push({ id: lastEventId, event: type, data });
              if (type === 'comparison.finished') {
                source.close();
                resolve(JSON.stringify(events));
              }
            });
          }
        })
        """
                .formatted(cookie, path);
    }

    private List<Read> node(String client, URI uri, String cookie) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".json");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process =
                new ProcessBuilder("node", SCRIPT.toString(), client, uri.toString(), cookie)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            return reads(Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Read> reads(String json) throws IOException {
        return JSON.readValue(json, new TypeReference<List<Read>>() {});
    }

    private static List<Read> okhttp(URI uri, String cookie) throws Exception {
        BlockingQueue<Read> events = new LinkedBlockingQueue<>();
        OkHttpClient client = new OkHttpClient();
        Request request =
                new Request.Builder().url(uri.toString()).header("Cookie", cookie).build();
        EventSources.createFactory(client)
                .newEventSource(
                        request,
                        new EventSourceListener() {
                            @Override
                            public void onEvent(
                                    EventSource source,
                                    @Nullable String id,
                                    @Nullable String type,
                                    String data) {
                                events.add(
                                        new Read(String.valueOf(id), String.valueOf(type), data));
                            }

                            @Override
                            public void onFailure(
                                    EventSource source,
                                    @Nullable Throwable trouble,
                                    @Nullable Response response) {
                                events.add(new Read("", "failure", String.valueOf(trouble)));
                            }
                        });
        try {
            List<Read> all = new ArrayList<>();
            while (all.isEmpty() || !ENDS.contains(all.getLast().event())) {
                Read next = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("it does not end: " + all);
                }
                all.add(next);
            }
            return all;
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
