package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillingTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /// "Why is the sea salt?": three for the message, one a word.
    private static final int PROMPT_TOKENS = 8;

    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().build());

    @AfterEach
    void stop() {
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fake/ok, 0.0000128",
        "fake/price-23-digits, 0.00001066666666666666662",
        "fake/price-request-fee, 0.0020128",
        "fake/price-internal-reasoning, 0.0000308",
        "fake/price-dear, 0.00229",
        "fake/price-free:free, 0",
        "fake/price-dynamic, 0.0000128"
    })
    void a_call_is_charged_exactly_and_says_so(String model, String cost) throws Exception {
        try (var call = RawCall.ask(upstream, model)) {
            var usage = call.body().usage();

            var row = upstream.book().rows().getLast();
            assertThat(row.promptTokens()).isEqualTo(PROMPT_TOKENS);
            assertThat(row.cost()).isEqualByComparingTo(cost);
            assertThat(usage.path("cost").decimalValue()).isEqualByComparingTo(cost);
            assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(PROMPT_TOKENS);
            assertThat(usage.path("total_tokens").asInt())
                    .isEqualTo(PROMPT_TOKENS + row.completionTokens());
        }
    }

    @Test
    void a_row_is_there_when_done_has_been_read_and_tells_the_call() throws Exception {
        var before = Instant.now();
        try (var call = RawCall.ask(upstream, "fake/dated-slug")) {
            var id = call.body().chunks().getFirst().path("id").asText();

            var row = upstream.book().row(id).orElseThrow();
            assertThat(row.model()).isEqualTo("fake/dated-slug");
            assertThat(row.servedModel()).isEqualTo("fake/dated-slug-20260801");
            assertThat(row.streamed()).isTrue();
            assertThat(row.cancelled()).isFalse();
            assertThat(row.finishReason()).isEqualTo("stop");
            assertThat(row.clientClosedAt()).isNull();
            assertThat(row.acceptedAt()).isBetween(before, row.finishedAt());
            assertThat(row.firstTokenAt()).isBetween(row.acceptedAt(), row.finishedAt());
            assertThat(upstream.book().openCalls()).isEmpty();
        }
    }

    @Test
    void hanging_up_stops_model_and_bill() throws Exception {
        var id = hangUpAfterFiveTokens("fake/rate-50-count-500");

        var closedAt = upstream.book().awaitClosed(id, SOON).orElseThrow();
        var row = upstream.book().row(id).orElseThrow();
        assertThat(row.cancelled()).isTrue();
        assertThat(row.finishReason()).isNull();
        assertThat(row.clientClosedAt()).isEqualTo(closedAt);
        assertThat(row.completionTokens()).isBetween(5, 100);
        assertThat(row.cost()).isEqualByComparingTo(standardPrice(row));
        assertThat(upstream.book().awaitOpen(0, SOON)).isTrue();
    }

    @Test
    void a_model_that_ignores_it_runs_on_and_bills_in_full() throws Exception {
        var id = hangUpAfterFiveTokens("fake/rate-400-count-200-ignores-cancel");

        assertThat(upstream.book().awaitClosed(id, SOON)).isPresent();
        assertThat(upstream.book().row(id)).isEmpty();
        var row = upstream.book().awaitRow(id, SOON).orElseThrow();
        assertThat(row.cancelled()).isFalse();
        assertThat(row.finishReason()).isEqualTo("stop");
        assertThat(row.completionTokens()).isEqualTo(200);
        assertThat(row.clientClosedAt()).isBefore(row.finishedAt());
        assertThat(row.cost()).isEqualByComparingTo(standardPrice(row));
    }

    @Test
    void a_call_that_is_not_streamed_cannot_be_cancelled() throws Exception {
        var call =
                RawCall.ask(upstream, "fake/rate-400-count-100", body -> body.put("stream", false));
        assertThat(upstream.book().awaitOpen(1, SOON)).isTrue();
        call.hangUp();

        var row = upstream.book().awaitRows(1, any -> true, SOON).getFirst();
        assertThat(row.completionTokens()).isEqualTo(100);
        assertThat(row.cancelled()).isFalse();
        assertThat(row.clientClosedAt()).isNotNull();
    }

    @Test
    void hanging_up_before_the_first_token_is_free() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/first-token-60000")) {
            assertThat(call.status()).isEqualTo(200);
        }

        var row = upstream.book().awaitRows(1, any -> true, SOON).getFirst();
        assertThat(row.cancelled()).isTrue();
        assertThat(row.completionTokens()).isZero();
        assertThat(row.cost()).isZero();
    }

    @Test
    void hanging_up_after_the_finish_reason_changes_nothing() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/usage-late-60000")) {
            call.readUntil("\"finish_reason\":\"stop\"");
            var row = upstream.book().rows().getFirst();
            assertThat(row.completionTokens()).isEqualTo(30);
            call.hangUp();

            assertThat(upstream.book().awaitClosed(row.generationId(), SOON)).isPresent();
            assertThat(upstream.book().rows()).containsExactly(row);
        }
    }

    @Test
    void open_calls_can_be_seen_and_counted() throws Exception {
        try (var first = RawCall.ask(upstream, "fake/stall-after-0");
                var second = RawCall.ask(upstream, "fake/silence")) {
            assertThat(upstream.book().awaitOpen(2, SOON)).isTrue();
            assertThat(upstream.book().openCalls())
                    .extracting(OpenCall::model)
                    .containsExactlyInAnyOrder("fake/stall-after-0", "fake/silence");
            assertThat(first.status()).isEqualTo(200);
            second.hangUp();
            assertThat(upstream.book().awaitOpen(1, SOON)).isTrue();
        }
        assertThat(upstream.book().mostOpen()).isEqualTo(2);
    }

    @Test
    void closing_the_upstream_enters_what_was_open() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/stall-after-5")) {
            call.readUntil("wörd-5 ");

            upstream.close();

            var row = upstream.book().rows().getFirst();
            assertThat(row.completionTokens()).isEqualTo(5);
            assertThat(row.cancelled()).isFalse();
            assertThat(row.clientClosedAt()).isNull();
        }
    }

    private String hangUpAfterFiveTokens(String model) throws Exception {
        try (var call = RawCall.ask(upstream, model)) {
            call.readUntil("wörd-5 ");
        }
        return upstream.requests().of(model).getFirst().generationId();
    }

    private static BigDecimal standardPrice(BillingRow row) {
        return new BigDecimal("0.0000001")
                .multiply(BigDecimal.valueOf(row.promptTokens()))
                .add(
                        new BigDecimal("0.0000004")
                                .multiply(BigDecimal.valueOf(row.completionTokens())));
    }
}
