package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamShapesTest {
    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().build());

    @AfterAll
    void stop() {
        upstream.close();
    }

    @Test
    void an_ordinary_stream_has_the_usual_sequence() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/ok")) {
            assertThat(call.header("content-type")).isEqualTo("text/event-stream");
            assertThat(call.header("x-generation-id")).startsWith("gen-");
            var body = call.body();

            assertThat(body.complete()).isTrue();
            assertThat(body.text())
                    .startsWith(": OPENROUTER PROCESSING\n\ndata: {")
                    .endsWith("data: [DONE]\n\n");
            assertThat(body.data()).hasSize(30 + 3);
            assertThat(body.content()).startsWith("word-1 word-2 ").endsWith("wörd-30 ");
            assertThat(body.finishReasons()).containsExactly("stop");
            var first = body.chunks().getFirst();
            assertThat(first.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(first.path("provider").asText()).isEqualTo("Fake Provider");
            assertThat(first.at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(first.at("/choices/0").has("finish_reason")).isTrue();
            assertThat(body.chunks().getLast().path("choices")).isEmpty();
            assertThat(body.usage().path("completion_tokens").asInt()).isEqualTo(30);
        }
    }

    @Test
    void lines_end_as_told() throws Exception {
        var plain = text("fake/ok");

        assertThat(withoutIdentity(text("fake/crlf").replace("\r\n", "\n")))
                .isEqualTo(withoutIdentity(plain));
        assertThat(text("fake/crlf").replace("\r\n", "")).doesNotContain("\n");
        assertThat(withoutIdentity(text("fake/cr").replace('\r', '\n')))
                .isEqualTo(withoutIdentity(plain));
        assertThat(withoutIdentity(text("fake/bom").substring(1)))
                .isEqualTo(withoutIdentity(plain));
        assertThat(text("fake/bom")).startsWith("\uFEFF: OPENROUTER");
        assertThat(withoutIdentity(text("fake/no-space").replace("\ndata:", "\ndata: ")))
                .isEqualTo(withoutIdentity(plain));
    }

    @Test
    void an_event_may_have_many_data_lines() throws Exception {
        var events = text("fake/data-lines").split("\n\n", -1);

        assertThat(events[1].lines().count()).isGreaterThan(5);
        assertThat(events[1].lines()).allSatisfy(line -> assertThat(line).startsWith("data: "));
        var joined = String.join("\n", events[1].lines().map(line -> line.substring(6)).toList());
        assertThat(Json.parseObject(joined)).isPresent();
    }

    @Test
    void characters_are_split_across_writes() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/split-bytes-count-60")) {
            var raw = new String(call.rawBody(), StandardCharsets.ISO_8859_1);

            var half =
                    new String("ö".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(raw).contains(half.charAt(0) + "\r\n");
        }
        try (var call = RawCall.ask(upstream, "fake/split-bytes-count-60")) {
            assertThat(call.body().content()).contains("wörd-60");
        }
    }

    @Test
    void bytes_trickle() throws Exception {
        var start = System.nanoTime();
        try (var call = RawCall.ask(upstream, "fake/slow-bytes-20000-count-10")) {
            var body = call.body();

            assertThat(body.data()).endsWith("[DONE]");
            var least = body.bytes().length * 1e9 / 20_000 * 0.8;
            assertThat((double) (System.nanoTime() - start)).isGreaterThan(least);
        }
    }

    @Test
    void comments_come_in_numbers() throws Exception {
        assertThat(text("fake/comments-17").split(": OPENROUTER", -1)).hasSize(18);
        assertThat(text("fake/comments-between").split(": OPENROUTER", -1)).hasSize(1 + 1 + 30);
    }

    @Test
    void chunks_vary_in_what_they_leave_out_or_repeat() throws Exception {
        assertThat(body("fake/first-empty").chunks().getFirst().path("choices")).isEmpty();
        assertThat(body("fake/finish-empty").finishReasons())
                .hasSize(31)
                .contains("")
                .endsWith("stop");
        assertThat(body("fake/finish-twice").finishReasons()).containsExactly("stop", "stop");
        assertThat(
                        body("fake/content-null")
                                .chunks()
                                .getFirst()
                                .at("/choices/0/delta/content")
                                .isNull())
                .isTrue();
        assertThat(
                        body("fake/content-absent")
                                .chunks()
                                .getFirst()
                                .at("/choices/0/delta")
                                .has("content"))
                .isFalse();
        assertThat(
                        body("fake/role-once").chunks().stream()
                                .filter(chunk -> chunk.at("/choices/0/delta").has("role")))
                .hasSize(1);
        assertThat(
                        body("fake/unknown-fields")
                                .chunks()
                                .getFirst()
                                .path("x_weather")
                                .path("sky")
                                .asText())
                .isEqualTo("grey");
        assertThat(body("fake/service-tier-null").chunks().getFirst().get("service_tier").isNull())
                .isTrue();
        assertThat(body("fake/no-done").data()).noneMatch("[DONE]"::equals);
        assertThat(body("fake/dated-slug").chunks().getFirst().path("model").asText())
                .isEqualTo("fake/dated-slug-20260801");
    }

    @Test
    void usage_comes_in_both_forms_late_or_never() throws Exception {
        var repeated = body("fake/usage-repeats");
        assertThat(repeated.finishReasons()).containsExactly("stop", "stop");
        assertThat(repeated.chunks().getLast().has("usage")).isTrue();
        assertThat(body("fake/usage-empty").chunks().getLast().path("choices")).isEmpty();
        assertThat(body("fake/usage-none").usage()).isEmpty();
        var start = System.nanoTime();
        assertThat(body("fake/usage-late-100").usage()).isNotEmpty();
        assertThat(System.nanoTime() - start).isGreaterThan(90_000_000);
    }

    @Test
    void what_usage_says_of_cost_is_not_always_what_was_charged() throws Exception {
        assertThat(body("fake/cost-absent").usage().has("cost")).isFalse();
        assertThat(body("fake/cost-null").usage().path("cost").isNull()).isTrue();
        assertThat(body("fake/cost-zero").usage().path("cost").decimalValue()).isZero();
        assertThat(text("fake/cost-exponent")).containsPattern("\"cost\":\\d+e-\\d+");
        for (var model : List.of("fake/cost-absent", "fake/cost-null", "fake/cost-zero")) {
            assertThat(upstream.book().rowsOf(model).getFirst().cost()).isPositive();
        }
        var told = body("fake/cost-exponent").usage().path("cost").decimalValue();
        assertThat(told)
                .isEqualByComparingTo(
                        upstream.book().rowsOf("fake/cost-exponent").getLast().cost());
    }

    @Test
    void reasoning_is_shown_in_three_ways_or_kept_back() throws Exception {
        var open = body("fake/reasoning-20");
        assertThat(open.reasoning()).startsWith("thought-1 ").endsWith("thought-20 ");
        assertThat(open.chunks().getFirst().at("/choices/0/delta/content").asText("none"))
                .isEmpty();
        assertThat(detail(open).path("type").asText()).isEqualTo("reasoning.text");
        assertThat(detail(body("fake/reasoning-20-reasoning-summary")).has("summary")).isTrue();
        var encrypted = body("fake/reasoning-20-reasoning-encrypted");
        assertThat(encrypted.reasoning()).isEmpty();
        assertThat(detail(encrypted).has("data")).isTrue();

        var kept =
                body("fake/reasoning-20", body -> body.putObject("reasoning").put("exclude", true));
        assertThat(kept.reasoning()).isEmpty();
        assertThat(kept.usage().at("/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(20);
        var off =
                body(
                        "fake/reasoning-20",
                        body -> body.putObject("reasoning").put("effort", "none"));
        assertThat(off.usage().at("/completion_tokens_details/reasoning_tokens").asInt()).isZero();
    }

    @Test
    void annotations_are_bulky() throws Exception {
        var cited = body("fake/annotations-100");

        var annotations = cited.chunks().getFirst().at("/choices/0/delta/annotations");
        assertThat(annotations).hasSize(25);
        assertThat(annotations.at("/0/url_citation/title").asText()).isEmpty();
        assertThat(cited.chunks().getFirst().toString().length()).isBetween(95_000, 120_000);
        assertThat(cited.finishReasons()).containsExactly("stop");
    }

    @Test
    void lines_and_answers_can_be_too_long() throws Exception {
        assertThat(text("fake/long-line").lines().mapToInt(String::length).max().orElseThrow())
                .isGreaterThan(1024 * 1024);
        assertThat(body("fake/huge").content().length()).isGreaterThan(4 * 1024 * 1024);
    }

    @Test
    void a_content_type_can_be_wrong_and_a_stream_can_be_no_stream() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/wrong-content-type")) {
            assertThat(call.header("content-type")).startsWith("text/html");
            assertThat(call.body().data()).endsWith("[DONE]");
        }
        try (var call = RawCall.ask(upstream, "fake/not-streamed")) {
            assertThat(call.header("content-type")).isEqualTo("application/json");
            assertThat(call.json().at("/choices/0/message/content").asText()).startsWith("word-1 ");
        }
    }

    @Test
    void a_limit_cuts_text_and_reasoning_together() throws Exception {
        var cut = body("fake/reasoning-20", body -> body.put("max_completion_tokens", 25));
        assertThat(cut.finishReasons()).containsExactly("length");
        assertThat(cut.content()).isEqualTo("word-1 word-2 word-3 word-4 wörd-5 ");
        assertThat(cut.usage().path("completion_tokens").asInt()).isEqualTo(25);

        var old =
                body(
                        "fake/ok",
                        body -> {
                            body.remove("max_completion_tokens");
                            body.put("max_tokens", 3);
                        });
        assertThat(old.usage().path("completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void a_whole_answer_is_one_object() throws Exception {
        try (var call =
                RawCall.ask(upstream, "fake/reasoning-20", body -> body.put("stream", false))) {
            var answer = call.json();

            assertThat(call.header("x-generation-id"))
                    .isEqualToIgnoringCase(answer.path("id").asText());
            assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
            assertThat(answer.at("/choices/0/message/content").asText()).endsWith("wörd-30 ");
            assertThat(answer.at("/choices/0/message/reasoning").asText()).startsWith("thought-1 ");
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(answer.at("/usage/total_tokens").asInt()).isGreaterThan(50);
        }
    }

    private ReceivedBody body(String model) throws Exception {
        return body(model, body -> {});
    }

    private ReceivedBody body(String model, Consumer<ObjectNode> change) throws Exception {
        try (var call = RawCall.ask(upstream, model, change)) {
            assertThat(call.status()).isEqualTo(200);
            return call.body();
        }
    }

    private String text(String model) throws Exception {
        return body(model).text();
    }

    private static JsonNode detail(ReceivedBody body) {
        return body.chunks().getFirst().at("/choices/0/delta/reasoning_details/0");
    }

    /// The stream without what differs from call to call.
    private static String withoutIdentity(String stream) {
        return stream.replaceAll("\"id\":\"gen-[^\"]*\"", "")
                .replaceAll("\"created\":\\d+", "")
                .replaceAll("\"model\":\"[^\"]*\"", "");
    }
}
