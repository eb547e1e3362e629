package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstream;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider in trouble beside one that is well.
final class FaultyProvidersJourney {
    private static RunningProduct product;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        product =
                RunningProduct.start(
                        RunningProduct.options()
                                .set("tiers.pro.comparisons-per-minute", 10_000)
                                .set("tiers.pro.open-at-once", 1_000)
                                .set("retries.reserve", 1_000)
                                .set("deadlines.first-data", "4s")
                                .set("deadlines.gap", "1500ms"));
        client = Client.withKey(product.uri(), product.key(Tier.PRO));
    }

    @AfterAll
    static void stop() {
        client.close();
        product.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fake/status-400, refused_upstream",
        "fake/status-401, unavailable_upstream",
        "fake/status-402, unavailable_upstream",
        "fake/status-429, rate_limited_upstream",
        "fake/status-500, unavailable_upstream",
        "fake/status-502, unavailable_upstream",
        "fake/status-503, unavailable_upstream",
        "fake/html-status-502, unavailable_upstream",
        "fake/html-200, invalid_response",
        "fake/redirect, invalid_response",
        "fake/empty, invalid_response",
        "fake/hang-up, unavailable_upstream",
        "fake/reset, unavailable_upstream",
        "fake/error-after-0-code-429, rate_limited_upstream",
        "fake/error-after-5-code-502, unavailable_upstream",
        "fake/error-after-5-code-502-with-usage, unavailable_upstream",
        "fake/invalid-json-after-3, invalid_response",
        "fake/truncate-after-4, truncated",
        "fake/reset-after-4, truncated",
        "fake/finish-blank, truncated",
        "fake/filter-after-0, content_filtered",
        "fake/silence, timeout",
        "fake/comments-after-0, timeout",
        "fake/comments-after-3, stalled",
        "fake/stall-after-3, stalled",
    })
    void fails_alone_with_the_right_code_and_charges_nothing(String model, String code) {
        String well = "fake/unique-01";
        Reading reading = new Reading();
        try (EventStream stream = client.stream(Client.body("Trouble?", well, model))) {
            List<EventStream.Event> events = stream.rest();
            reading.take(events);
            assertThat(events.toString()).doesNotContain(LocalUpstream.LEAK_MARKER);
        }

        assertThat(reading.ending(model).name()).isEqualTo("answer.failed");
        assertThat(reading.ending(model).data().path("code").asText()).isEqualTo(code);
        assertThat(reading.ending(well).name()).isEqualTo("answer.completed");
        assertThat(reading.finished().path("status").asText()).isEqualTo("partial");
        assertThat(reading.finished().path("charged_credits").decimalValue())
                .isEqualByComparingTo("1");
        assertThat(
                        product.number(
                                "SELECT coalesce(sum(user_usd), 0) FROM answers WHERE model = '"
                                        + model
                                        + "'"))
                .isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "fake/fail-1-status-502",
        "fake/fail-2-status-503",
        "fake/fail-1-status-429-retry-after-1",
        "fake/fail-1-status-402-in-flight-retry-after-1",
        "fake/crlf",
        "fake/cr",
        "fake/bom",
        "fake/no-space",
        "fake/split-bytes-count-5",
        "fake/comments-17",
        "fake/first-empty",
        "fake/finish-twice",
        "fake/usage-repeats",
        "fake/usage-none",
        "fake/cost-absent",
        "fake/cost-zero",
        "fake/no-done",
        "fake/not-streamed",
        "fake/annotations-100",
        "fake/reasoning-20",
        "fake/reasoning-only",
    })
    void every_shape_of_a_good_answer_completes(String model) {
        Reading reading = new Reading();
        try (EventStream stream = client.stream(Client.body("Well?", model))) {
            reading.take(stream.rest());
        }

        assertThat(reading.ending(model).name()).isEqualTo("answer.completed");
        assertThat(reading.finished().path("status").asText()).isEqualTo("completed");
    }
}
