package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.run.ProviderSignal.Failed;
import com.compareintel.core.run.Strain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMappingTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<String> pages = new ArrayList<>();
    private final FailureMapping failures = new FailureMapping(new OperatorLog(pages::add, clock));

    private Failed refused(int status, String body) throws UnreadableAnswer {
        byte[] bytes = Replayed.bytes(body);
        UpstreamError error = ChunkParser.parse(bytes, 0, bytes.length, false).error();
        return failures.refused(
                status, error == null ? UpstreamError.UNDESCRIBED : error, Optional.empty());
    }

    private static String typed(int status, String type) {
        return """
        {"error":{"code":%d,"message":"no","metadata":{"error_type":"%s"}},"user_id":"user_x"}
        """
                .formatted(status, type);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "400, invalid_request, REFUSED_UPSTREAM, false, 0",
        "400, invalid_prompt, REFUSED_UPSTREAM, false, 0",
        "400, context_length_exceeded, CONTEXT_TOO_LONG, false, 0",
        "400, max_tokens_exceeded, REFUSED_UPSTREAM, false, 0",
        "400, token_limit_exceeded, CONTEXT_TOO_LONG, false, 0",
        "400, string_too_long, CONTEXT_TOO_LONG, false, 0",
        "400, content_policy_violation, CONTENT_FILTERED, false, 0",
        "400, refusal, REFUSED_UPSTREAM, false, 0",
        "400, invalid_image, REFUSED_UPSTREAM, false, 0",
        "401, authentication, UNAVAILABLE_UPSTREAM, false, 0",
        "402, payment_required, UNAVAILABLE_UPSTREAM, false, 0",
        "402, in_flight_budget_exhausted, RATE_LIMITED_UPSTREAM, true, 2",
        "403, permission_denied, REFUSED_UPSTREAM, false, 0",
        "404, not_found, UNAVAILABLE_UPSTREAM, false, 0",
        "408, timeout, TIMEOUT, true, 2",
        "504, timeout, TIMEOUT, true, 2",
        "524, timeout, TIMEOUT, true, 2",
        "412, precondition_failed, REFUSED_UPSTREAM, false, 0",
        "413, payload_too_large, CONTEXT_TOO_LONG, false, 0",
        "422, unprocessable, REFUSED_UPSTREAM, false, 0",
        "429, rate_limit_exceeded, RATE_LIMITED_UPSTREAM, true, 2",
        "429, insufficient_quota, UNAVAILABLE_UPSTREAM, false, 0",
        "500, server, UNAVAILABLE_UPSTREAM, true, 1",
        "500, unmapped, UNAVAILABLE_UPSTREAM, true, 1",
        "502, provider_unavailable, UNAVAILABLE_UPSTREAM, true, 2",
        "503, provider_overloaded, UNAVAILABLE_UPSTREAM, true, 2",
        "529, provider_overloaded, UNAVAILABLE_UPSTREAM, true, 2",
        "418, never_heard_of, REFUSED_UPSTREAM, false, 0",
        "520, never_heard_of, UNAVAILABLE_UPSTREAM, true, 1",
        "302, never_heard_of, INVALID_RESPONSE, false, 0"
    })
    void a_refusal_means(int status, String type, FailureCode code, boolean retryable, int retries)
            throws UnreadableAnswer {
        Failed failed = refused(status, typed(status, type));

        assertThat(failed.failure().code()).isEqualTo(code);
        assertThat(failed.failure().retryable()).isEqualTo(retryable);
        assertThat(failed.retries()).isEqualTo(retries);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED_UPSTREAM",
        "401, UNAVAILABLE_UPSTREAM",
        "402, UNAVAILABLE_UPSTREAM",
        "403, REFUSED_UPSTREAM",
        "404, UNAVAILABLE_UPSTREAM",
        "408, TIMEOUT",
        "429, RATE_LIMITED_UPSTREAM",
        "500, UNAVAILABLE_UPSTREAM",
        "502, UNAVAILABLE_UPSTREAM",
        "503, UNAVAILABLE_UPSTREAM"
    })
    void a_status_says_enough_by_itself(int status, FailureCode code) throws UnreadableAnswer {
        assertThat(refused(status, "{}").failure().code()).isEqualTo(code);
        assertThat(refused(status, "{\"error\":\"text\"}").failure().code()).isEqualTo(code);
        assertThat(
                        refused(
                                status,
                                "{\"error\":{\"code\":[],\"metadata\":7,\"availability\":null}}"))
                .extracting(failed -> failed.failure().code())
                .isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "402, in_flight_budget_exhausted, OF_ACCOUNT",
        "402, payment_required, NONE",
        "429, rate_limit_exceeded, OF_MODEL",
        "429, insufficient_quota, NONE",
        "500, server, NONE",
        "502, provider_unavailable, NONE",
        "503, provider_overloaded, OF_MODEL",
        "504, timeout, NONE",
        "529, provider_overloaded, OF_MODEL"
    })
    void having_too_much_to_do_is_told_from_other_troubles(int status, String type, Strain strain)
            throws UnreadableAnswer {
        assertThat(refused(status, typed(status, type)).strain()).isEqualTo(strain);
    }

    @Test
    void a_refusal_that_lasts_is_none_for_having_too_much_to_do() throws UnreadableAnswer {
        String body = "{\"error\":{\"code\":429,\"availability\":{\"retryable\":false}}}";

        assertThat(refused(429, body).strain()).isEqualTo(Strain.NONE);
    }

    @Test
    void what_a_moderation_flagged_was_filtered() throws UnreadableAnswer {
        String body =
                """
                {"error":{"code":403,"message":"no","metadata":{"reasons":["harassment"],
                "flagged_input":"the words"}}}
                """;

        assertThat(refused(403, body).failure().code()).isEqualTo(FailureCode.CONTENT_FILTERED);
    }

    @Test
    void an_exhausted_budget_in_flight_is_recognised_by_its_reason_and_pages_nobody()
            throws UnreadableAnswer {
        String body =
                """
                {"error":{"code":402,"message":"no","metadata":{"error_type":"payment_required",
                "reason":"in_flight_budget_exhausted"}}}
                """;

        Failed failed = refused(402, body);

        assertThat(failed.failure().code()).isEqualTo(FailureCode.RATE_LIMITED_UPSTREAM);
        assertThat(failed.retries()).isEqualTo(2);
        assertThat(pages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, true, 2", "503, false, 0", "429, false, 0", "500, true, 1", "400, true, 2"})
    void what_it_says_of_trying_again_counts_more_than_the_status(
            int status, boolean retryable, int retries) throws UnreadableAnswer {
        String body =
                "{\"error\":{\"code\":%d,\"availability\":{\"retryable\":%s,\"retry_after\":3}}}"
                        .formatted(status, retryable);

        Failed failed = refused(status, body);

        assertThat(failed.failure().retryable()).isEqualTo(retryable);
        assertThat(failed.retries()).isEqualTo(retries);
        assertThat(failed.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void trouble_of_our_own_account_pages_the_operator_once_a_minute() throws UnreadableAnswer {
        refused(401, typed(401, "authentication"));
        refused(402, typed(402, "payment_required"));
        clock.advance(Duration.ofSeconds(59));
        refused(401, typed(401, "authentication"));
        assertThat(pages).hasSize(1);

        clock.advance(Duration.ofSeconds(2));
        refused(402, typed(402, "payment_required"));

        assertThat(pages).hasSize(2);
        assertThat(String.join("", pages)).doesNotContain("user_x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":429} | RATE_LIMITED_UPSTREAM | 2",
                "{\"code\":\"429\"} | RATE_LIMITED_UPSTREAM | 2",
                "{\"code\":\"server_error\"} | UNAVAILABLE_UPSTREAM | 1",
                "{\"code\":\"nonsense\"} | UNAVAILABLE_UPSTREAM | 2",
                "{\"code\":7} | UNAVAILABLE_UPSTREAM | 2",
                "{\"metadata\":{\"error_type\":\"timeout\"}} | TIMEOUT | 2",
                "{\"code\":\"context_length_exceeded\"} | CONTEXT_TOO_LONG | 0",
                "{\"type\":\"overloaded_error\"} | UNAVAILABLE_UPSTREAM | 2",
                "{} | UNAVAILABLE_UPSTREAM | 2"
            })
    void an_error_within_an_answer_means(String error, FailureCode code, int retries)
            throws UnreadableAnswer {
        byte[] chunk = Replayed.bytes("{\"error\":" + error + "}");
        UpstreamError parsed = ChunkParser.parse(chunk, 0, chunk.length, false).error();
        assertThat(parsed).isNotNull();

        Failed failed = failures.within(parsed, Optional.empty(), Optional.empty());

        assertThat(failed.failure().code()).isEqualTo(code);
        assertThat(failed.retries()).isEqualTo(retries);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | PT1S",
                " 2 | PT2S",
                "0 | PT0S",
                "1.5 | PT1.5S",
                "999999999 | PT24H",
                "Sun, 01 Mar 2026 12:00:05 GMT | PT5S",
                "Sun, 01 Mar 2026 11:00:00 GMT | PT0S"
            })
    void how_long_to_wait_is_read(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, clock.instant())).contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"''", "-1", "soon", "1e99999", "12:00"})
    void a_senseless_wait_is_ignored(String header) {
        assertThat(RetryAfter.parse(header, clock.instant())).isEmpty();
    }
}
