package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndingsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().build());

    @AfterAll
    void stop() {
        upstream.close();
    }

    @Test
    void an_error_in_the_stream_ends_it_and_costs_nothing() throws Exception {
        var body = body("fake/error-after-5");

        var error = body.chunks().getLast();
        assertThat(body.content()).endsWith("wörd-5 ");
        assertThat(error.at("/error/code").isInt()).isTrue();
        assertThat(error.at("/error/code").asInt()).isEqualTo(502);
        assertThat(error.at("/error/metadata/error_type").asText())
                .isEqualTo("provider_unavailable");
        assertThat(error.at("/error/metadata/raw").asText()).contains(LocalUpstream.LEAK_MARKER);
        assertThat(error.at("/choices/0/finish_reason").asText()).isEqualTo("error");
        assertThat(error.has("usage")).isFalse();
        assertThat(body.data()).doesNotContain("[DONE]");
        var row = row("fake/error-after-5");
        assertThat(row.finishReason()).isEqualTo("error");
        assertThat(row.completionTokens()).isEqualTo(5);
        assertThat(row.cost()).isZero();
    }

    @Test
    void an_error_in_the_stream_varies_in_shape() throws Exception {
        var withUsage = body("fake/error-after-5-code-429-with-usage").chunks().getLast();
        assertThat(withUsage.at("/error/code").asInt()).isEqualTo(429);
        assertThat(withUsage.at("/usage/completion_tokens").asInt()).isEqualTo(5);
        assertThat(withUsage.at("/usage/cost").decimalValue()).isZero();

        var named = body("fake/error-after-5-code-server_error").chunks().getLast();
        assertThat(named.at("/error/code").textValue()).isEqualTo("server_error");

        var unfinished = body("fake/error-after-5-finish-null").chunks().getLast();
        assertThat(unfinished.at("/choices/0/finish_reason").isNull()).isTrue();

        var bare = body("fake/error-after-5-choices-empty-then-done");
        assertThat(bare.chunks().getLast().path("choices")).isEmpty();
        assertThat(bare.data()).endsWith("[DONE]");
    }

    @Test
    void an_error_in_a_whole_answer_stands_alone_in_a_200() throws Exception {
        try (var call =
                RawCall.ask(upstream, "fake/error-after-5", body -> body.put("stream", false))) {
            assertThat(call.status()).isEqualTo(200);
            var answer = call.json();
            assertThat(answer.at("/error/code").asInt()).isEqualTo(502);
            assertThat(answer.has("choices")).isFalse();
        }
    }

    @Test
    void the_first_attempt_may_err_before_any_token() throws Exception {
        assertThat(body("fake/fail-1-error-after-0").chunks().getFirst().has("error")).isTrue();
        assertThat(body("fake/fail-1-error-after-0").finishReasons()).containsExactly("stop");
    }

    @Test
    void a_truncated_stream_ends_in_good_order_without_a_reason() throws Exception {
        var body = body("fake/truncate-after-5");

        assertThat(body.complete()).isTrue();
        assertThat(body.content()).endsWith("wörd-5 ");
        assertThat(body.finishReasons()).isEmpty();
        assertThat(body.usage()).isEmpty();
        assertThat(row("fake/truncate-after-5").cost()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "fake/cut-at-700, false",
        "fake/end-at-700, true",
        "fake/cut-at-700-crlf-bom, false"
    })
    void a_body_may_end_at_any_byte(String model, boolean cleanly) throws Exception {
        var body = body(model);

        assertThat(body.bytes()).hasSize(700);
        assertThat(body.complete()).isEqualTo(cleanly);
        var row = row(model);
        assertThat(row.cancelled()).isFalse();
        assertThat(row.completionTokens()).isEqualTo(30);
    }

    @Test
    void a_reset_breaks_the_stream_after_what_was_said() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/reset-after-5")) {
            assertThat(call.status()).isEqualTo(200);
            call.readUntil("wörd-5 ");
            assertThatThrownBy(call::rawBody)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(row("fake/reset-after-5").completionTokens()).isEqualTo(5);
    }

    @Test
    void a_stall_says_no_more_and_keeps_the_connection() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/stall-after-5")) {
            call.readUntil("wörd-5 ");
            call.readUntil("\n\n");
            call.readUntil("\r\n");
            call.timeout(50);
            assertThatThrownBy(call::read).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(row("fake/stall-after-5").cancelled()).isTrue();
    }

    @Test
    void comments_can_go_on_for_ever() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/comments-after-0")) {
            for (var i = 0; i < 5; i++) {
                call.readUntil(": OPENROUTER PROCESSING\n\n");
            }
        }
        assertThat(row("fake/comments-after-0").cost()).isZero();
    }

    @Test
    void invalid_json_comes_in_the_middle_of_an_answer() throws Exception {
        var body = body("fake/invalid-json-after-5");

        assertThat(body.data()).hasSize(30 + 1 + 3);
        assertThat(body.chunks()).hasSize(30 + 2);
        assertThat(body.finishReasons()).containsExactly("stop");
    }

    @Test
    void a_filter_finishes_before_or_after_text() throws Exception {
        assertThat(body("fake/filter-after-0").content()).isEmpty();
        assertThat(body("fake/filter-after-0").finishReasons()).containsExactly("content_filter");
        assertThat(body("fake/filter-after-5").content()).endsWith("wörd-5 ");
        assertThat(body("fake/filter-after-5").finishReasons()).containsExactly("content_filter");
    }

    @Test
    void an_answer_may_be_empty_or_reasoning_only_or_never_finished() throws Exception {
        assertThat(body("fake/empty").finishReasons()).containsExactly("stop");
        assertThat(row("fake/empty").cost()).isPositive();

        assertThat(body("fake/reasoning-only").reasoning()).isNotEmpty();
        assertThat(body("fake/reasoning-only").content()).isEmpty();

        var blank = body("fake/finish-blank");
        assertThat(blank.finishReasons()).isEmpty();
        assertThat(blank.usage().path("cost").decimalValue()).isPositive();
        assertThat(blank.data()).endsWith("[DONE]");

        assertThat(body("fake/empty-finish-blank").usage().path("cost").decimalValue()).isZero();
        assertThat(row("fake/empty-finish-blank").finishReason()).isNull();
    }

    private ReceivedBody body(String model) throws Exception {
        try (var call = RawCall.ask(upstream, model)) {
            return call.body();
        }
    }

    private BillingRow row(String model) {
        return upstream.book().awaitRows(1, row -> row.model().equals(model), SOON).getFirst();
    }
}
