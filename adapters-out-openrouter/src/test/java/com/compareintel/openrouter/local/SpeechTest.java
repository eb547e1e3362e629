package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpeechTest {
    /// Fast enough for a test, yet token by token.
    private static final double SPEED = 100;

    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().speed(SPEED).build());

    @AfterAll
    void stop() {
        upstream.close();
    }

    @Test
    void a_rate_is_kept_on_average() throws Exception {
        try (var realTime = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
                var call = RawCall.ask(realTime, "fake/rate-100-count-30-jitter-50")) {
            var start = System.nanoTime();
            call.readUntil("wörd-30 ");
            var took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
        }
    }

    @Test
    void twelve_unique_models_at_once_keep_their_tokens_apart() {
        try (var client = HttpClient.newHttpClient()) {
            var answers = new ArrayList<CompletableFuture<String>>();
            for (var i = 1; i <= 12; i++) {
                var body =
                        Json.text(
                                RawCall.question("fake/unique-%02d".formatted(i), question -> {}));
                var request =
                        HttpRequest.newBuilder(URI.create(upstream.baseUri() + "/chat/completions"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build();
                answers.add(
                        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                                .thenApply(response ->
                                        new ReceivedBody(response.body(), true).content()));
            }

            for (var i = 1; i <= 12; i++) {
                var text = answers.get(i - 1).join();
                var tokens = text.strip().split(" ", -1);
                var own = Pattern.compile("u%02d\\.[0-9a-f]{4}#(\\d{6})(é漢😀)?".formatted(i));
                assertThat(tokens).hasSize(40).allMatch(token -> own.matcher(token).matches());
                assertThat(text).contains("#000005é漢😀 ", "#000040");
            }
        }
    }

    @Test
    void a_connection_serves_one_call_after_another() throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (var model :
                    List.of("fake/ok", "fake/status-502", "fake/end-at-700", "demo/wren")) {
                var body =
                        Json.text(
                                RawCall.question(
                                        model,
                                        question -> question.put("stream", model.length() > 8)));
                var request =
                        HttpRequest.newBuilder(URI.create(upstream.baseUri() + "/chat/completions"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build();

                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void unique_tokens_tell_conversations_apart_too() throws Exception {
        var one = content(upstream, "fake/unique-01", "one");
        var two = content(upstream, "fake/unique-01", "two");

        assertThat(one.substring(0, 8)).isNotEqualTo(two.substring(0, 8));
    }

    @Test
    void every_demonstration_says_that_it_is_one_and_quotes_the_question() throws Exception {
        try (var list = RawCall.get(upstream, "/models?q=demo")) {
            var models = list.json().path("data");

            assertThat(models).hasSize(12);
            for (var model : models) {
                assertThat(model.path("name").asText()).startsWith("Demo · ");
                assertThat(model.path("description").asText()).contains("canned");
                var text = content(upstream, model.path("id").asText(), "What is  a\n*tide*?");
                assertThat(text).startsWith("**demo** · ").contains("“What is a \\*tide\\*?”");
            }
        }
    }

    @Test
    void demonstrations_cover_every_class_of_price() throws Exception {
        try (var list = RawCall.get(upstream, "/models?q=demo")) {
            var perMillion =
                    StreamSupport.stream(list.json().path("data").spliterator(), false)
                            .map(model -> model.at("/pricing/completion").asText())
                            .mapToDouble(price -> Double.parseDouble(price) * 1e6)
                            .toArray();

            assertThat(IntStream.range(0, 12).filter(i -> perMillion[i] <= 1))
                    .hasSizeGreaterThanOrEqualTo(4);
            assertThat(IntStream.range(0, 12).filter(i -> perMillion[i] > 1 && perMillion[i] <= 5))
                    .isNotEmpty();
            assertThat(IntStream.range(0, 12).filter(i -> perMillion[i] > 5)).isNotEmpty();
        }
    }

    @Test
    void a_demonstration_counts_the_questions() throws Exception {
        try (var call =
                RawCall.ask(
                        upstream,
                        "demo/wren",
                        body -> {
                            body.withArray("messages")
                                    .addObject()
                                    .put("role", "assistant")
                                    .put("content", "Because.");
                            body.withArray("messages")
                                    .addObject()
                                    .put("role", "user")
                                    .put("content", "Why?");
                        })) {
            assertThat(call.body().content()).contains("“Why?”", "question 2 of our conversation");
        }
    }

    @Test
    void thinking_demonstrations_think_aloud_or_in_summaries() throws Exception {
        try (var owl = RawCall.ask(upstream, "demo/owl");
                var raven = RawCall.ask(upstream, "demo/raven");
                var wren = RawCall.ask(upstream, "demo/wren")) {
            var aloud = owl.body();
            assertThat(aloud.reasoning()).startsWith("(demo) They ask: “Why is the sea salt?”");
            assertThat(aloud.usage().at("/completion_tokens_details/reasoning_tokens").asInt())
                    .isPositive();
            assertThat(detail(raven.body()).path("type").asText()).isEqualTo("reasoning.summary");
            assertThat(wren.body().reasoning()).isEmpty();
        }
    }

    @Test
    void the_same_seed_and_question_give_the_same_answer() throws Exception {
        try (var again = LocalUpstream.start(LocalUpstreamOptions.demo().speed(SPEED).build());
                var other =
                        LocalUpstream.start(
                                LocalUpstreamOptions.demo().speed(SPEED).seed(7).build())) {
            var text = content(upstream, "demo/swift", "Why?");

            assertThat(content(again, "demo/swift", "Why?")).isEqualTo(text);
            assertThat(content(other, "demo/swift", "Why?")).isNotEqualTo(text);
        }
    }

    @Test
    void a_seed_is_heard_by_models_that_support_it() throws Exception {
        assertThat(seeded("demo/swift", 1)).isNotEqualTo(seeded("demo/swift", 2));
        assertThat(seeded("demo/finch", 1)).isEqualTo(seeded("demo/finch", 2));
    }

    @Test
    void a_long_or_hostile_question_is_quoted_short_and_harmless() {
        assertThat(Storyteller.quoted("<img src=x onerror=alert(1)>"))
                .isEqualTo("\\<img src=x onerror=alert\\(1\\)\\>");
        assertThat(Storyteller.quoted("😀".repeat(200))).isEqualTo("😀".repeat(90) + "…");
        assertThat(Storyteller.quoted("   ")).isEmpty();
    }

    private String seeded(String model, int seed) throws Exception {
        try (var call = RawCall.ask(upstream, model, body -> body.put("seed", seed))) {
            return call.body().content();
        }
    }

    private static String content(LocalUpstream upstream, String model, String prompt)
            throws Exception {
        try (var call =
                RawCall.ask(
                        upstream,
                        model,
                        body ->
                                body.putArray("messages")
                                        .addObject()
                                        .put("role", "user")
                                        .put("content", prompt))) {
            return call.body().content();
        }
    }

    private static JsonNode detail(ReceivedBody body) {
        return body.chunks().getFirst().at("/choices/0/delta/reasoning_details/0");
    }
}
