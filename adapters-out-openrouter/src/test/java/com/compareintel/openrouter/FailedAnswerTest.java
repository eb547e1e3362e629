package com.compareintel.openrouter;

import static com.compareintel.openrouter.Replayed.finishing;
import static com.compareintel.openrouter.Replayed.saying;
import static com.compareintel.openrouter.Replayed.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSignal.Ended;
import com.compareintel.core.run.ProviderSignal.Failed;
import com.compareintel.core.run.ProviderSignal.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies that are no answers, or not the whole of one.
class FailedAnswerTest {
    static Stream<Arguments> failures() {
        String rateLimited =
                "\"error\":{\"code\":429,\"message\":\"secret\",\"metadata\":{\"error_type\":"
                        + "\"rate_limit_exceeded\",\"raw\":\"secret\"}}";
        return Stream.of(
                failure("nothing at all", "", FailureCode.TRUNCATED),
                failure("comments only", ": OPENROUTER PROCESSING\n\n", FailureCode.TRUNCATED),
                failure("no finish reason", stream(saying("a")), FailureCode.TRUNCATED),
                failure("blank finish reasons", stream(finishing("")), FailureCode.TRUNCATED),
                failure(
                        "an end within an event",
                        "data: " + saying("a") + "\n\ndata: {\"choi",
                        FailureCode.TRUNCATED),
                failure(
                        "an error with its finish reason",
                        stream(
                                "{"
                                        + rateLimited
                                        + ",\"choices\":[{\"delta\":{\"content\":\"\"},"
                                        + "\"finish_reason\":\"error\"}]}"),
                        FailureCode.RATE_LIMITED_UPSTREAM),
                failure(
                        "an error beside a null finish reason",
                        stream(
                                "{"
                                        + rateLimited
                                        + ",\"choices\":[{\"delta\":{},\"finish_reason\":null}]}"),
                        FailureCode.RATE_LIMITED_UPSTREAM),
                failure(
                        "an error beside empty choices",
                        stream("{\"choices\":[]," + rateLimited + "}"),
                        FailureCode.RATE_LIMITED_UPSTREAM),
                failure(
                        "an error with a word for a code",
                        stream("{\"error\":{\"code\":\"server_error\",\"message\":\"secret\"}}"),
                        FailureCode.UNAVAILABLE_UPSTREAM),
                failure(
                        "an error that is a text",
                        stream("{\"error\":\"secret\"}"),
                        FailureCode.UNAVAILABLE_UPSTREAM),
                failure(
                        "a finish reason error without an error",
                        stream(finishing("error")),
                        FailureCode.UNAVAILABLE_UPSTREAM),
                failure(
                        "an error in one body",
                        "{\"error\":{\"code\":503,\"message\":\"secret\"},\"user_id\":\"u\"}",
                        FailureCode.UNAVAILABLE_UPSTREAM),
                failure("a page", "<!DOCTYPE html><html></html>", FailureCode.INVALID_RESPONSE),
                failure("no JSON", stream("{nonsense}"), FailureCode.INVALID_RESPONSE),
                failure("JSON of another kind", stream("[1,2]"), FailureCode.INVALID_RESPONSE),
                failure("two objects in one", stream("{}{}"), FailureCode.INVALID_RESPONSE),
                failure("a body that is no JSON", "{\"choices\":[", FailureCode.INVALID_RESPONSE));
    }

    private static Arguments failure(String name, String body, FailureCode code) {
        return Arguments.of(name, body, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void an_answer_fails_with(String name, String body, FailureCode code) {
        ProviderSignal last = Replayed.body(body).getLast();

        assertThat(last)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(code));
        assertThat(last.toString()).doesNotContain("secret");
    }

    @Test
    void an_error_brings_the_usage_that_came_with_it() {
        String chunk =
                """
                {"error":{"code":502,"message":"x"},"choices":[],"usage":{"prompt_tokens":9,
                "completion_tokens":1,"cost":0.00070}}
                """
                        .replace("\n", "");

        List<ProviderSignal> signals = Replayed.body(stream(saying("a"), chunk));

        assertThat(signals)
                .containsExactly(
                        new Text("a"),
                        new Failed(
                                new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true),
                                2,
                                Optional.empty(),
                                Optional.of(new Usage(9, 1, 0, 0)),
                                Optional.of(Usd.of("0.0007"))));
    }

    @Test
    void who_served_is_told_before_an_error_that_is_all_there_is() {
        String chunk =
                """
                {"id":"gen-3","model":"x/y","provider":"Ex","error":{"code":429,"message":"x"},
                "choices":[{"delta":{"content":""},"finish_reason":"error"}]}
                """
                        .replace("\n", "");

        List<ProviderSignal> signals = Replayed.body(stream(chunk));

        assertThat(signals)
                .element(1)
                .isEqualTo(new ProviderSignal.Served(Optional.of("x/y"), Optional.of("Ex")));
        assertThat(signals.getLast()).isInstanceOf(Failed.class);
    }

    @Test
    void a_connection_that_breaks_within_one_body_truncates_it() {
        assertThat(Replayed.broken("{\"choices\":[{\"message\":"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.failure().code())
                                        .isEqualTo(FailureCode.TRUNCATED));
    }

    @Test
    void an_answer_may_have_four_mebibytes_and_no_more() {
        String eighth = "data: " + saying("x".repeat(1 << 19)) + "\n\n";

        List<ProviderSignal> most = Replayed.body(eighth.repeat(8) + stream(finishing("stop")));
        List<ProviderSignal> tooMuch =
                Replayed.body(eighth.repeat(8) + stream(saying("x"), finishing("stop")));

        assertThat(most.getLast()).isInstanceOf(Ended.class);
        assertThat(tooMuch.getLast()).isEqualTo(FailureMapping.TOO_LARGE);
    }
}
