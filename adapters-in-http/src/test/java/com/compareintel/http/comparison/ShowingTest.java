package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A comparison asked for by its id.
final class ShowingTest {
    private static final String RUNNING =
            """
            {"id":"019c0000-0000-7000-8000-000000000002","conversation_id":null,
            "status":"running","prompt":"Why do tides rise?",
            "created_at":"2026-03-10T12:00:00.123Z","finished_at":null,
            "held_credits":3,"charged_credits":null,"cost_usd":null,"answers":[
            {"model":"a/one","status":"running","attempt":1,"text":"","reasoning":"The moon",
            "finish_reason":null,"error":null,"usage":null,"cost_usd":null,"cost_source":null,
            "timing":null,"served_model":null,"served_by":null},
            {"model":"b/two","status":"running","attempt":1,"text":"Because","reasoning":"",
            "finish_reason":null,"error":null,"usage":null,"cost_usd":null,"cost_source":null,
            "timing":null,"served_model":null,"served_by":null},
            {"model":"c/three","status":"running","attempt":1,"text":"","reasoning":"",
            "finish_reason":null,"error":null,"usage":null,"cost_usd":null,"cost_source":null,
            "timing":null,"served_model":null,"served_by":null}]}
            """;

    private static final String FINISHED =
            """
            {"id":"019c0000-0000-7000-8000-000000000002","conversation_id":null,
            "status":"partial","prompt":"Why do tides rise?",
            "created_at":"2026-03-10T12:00:00.123Z","finished_at":"2026-03-10T12:00:02.123Z",
            "held_credits":3,"charged_credits":2,"cost_usd":"0.012018","answers":[
            {"model":"a/one","status":"completed","attempt":1,"text":"Because.",
            "reasoning":"The moon","finish_reason":"stop","error":null,
            "usage":{"input_tokens":12,"output_tokens":40,"reasoning_tokens":5,"cached_tokens":3},
            "cost_usd":"0.012","cost_source":"provider",
            "timing":{"queued_ms":0,"first_token_ms":500,"duration_ms":2000,
            "output_tokens_per_second":26.7},"served_model":"one-2026","served_by":"Somebody"},
            {"model":"b/two","status":"failed","attempt":1,"text":"","reasoning":"",
            "finish_reason":null,"error":{"code":"refused_upstream",
            "message":"The provider refused the request.","retryable":false},
            "usage":null,"cost_usd":"0","cost_source":"estimated",
            "timing":{"queued_ms":0,"first_token_ms":null,"duration_ms":2000,
            "output_tokens_per_second":null},"served_model":null,"served_by":null},
            {"model":"c/three","status":"cancelled","attempt":1,"text":"","reasoning":"",
            "finish_reason":null,"error":null,
            "usage":{"input_tokens":18,"output_tokens":0,"reasoning_tokens":0,"cached_tokens":0},
            "cost_usd":"0.000018","cost_source":"estimated",
            "timing":{"queued_ms":0,"first_token_ms":null,"duration_ms":2000,
            "output_tokens_per_second":null},"served_model":null,"served_by":null}]}
            """;

    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO));

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply start() {
        return api.start(
                """
                {"prompt": "Why do tides rise?", "models": ["a/one", "b/two", "c/three"],
                 "store": false}\
                """,
                key);
    }

    @Test
    void a_running_one_shows_what_its_answers_say_so_far() {
        String location = start().header("Location");
        api.world.call("a/one").add(Says.thought("The moon"));
        api.world.call("b/two").add(Says.text("Because"));

        Reply reply = api.get(location, key);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(RUNNING.replace("\n", ""));
    }

    @Test
    void a_finished_one_shows_every_ending_and_what_it_cost() {
        String location = start().header("Location");
        api.world.timers.advance(Duration.ofMillis(500));
        api.world.call("a/one").add(Says.thought("The moon"));
        api.world.call("a/one").add(Says.text("Because."));
        api.world.timers.advance(Duration.ofMillis(1_500));
        api.world.call("a/one").add(Says.served());
        api.world.call("a/one").add(Says.end("0.0120"));
        api.world.call("b/two").add(Says.failure(FailureCode.REFUSED_UPSTREAM, false));
        api.post(location + "/cancel", "{\"models\": [\"c/three\"]}", key);

        Reply reply = api.get(location, key);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(FINISHED.replace("\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "partial", "cancelled", "failed"})
    void its_status_follows_from_its_answers(String status) {
        String location =
                api.start("{\"prompt\": \"Hi\", \"models\": [\"a/one\", \"b/two\"]}", key)
                        .header("Location");
        if (status.equals("completed") || status.equals("partial")) {
            api.world.call("a/one").add(Says.text("Hello."));
            api.world.call("a/one").add(Says.bareEnd());
        }
        if (status.equals("completed")) {
            api.world.call("b/two").add(Says.text("Hello."));
            api.world.call("b/two").add(Says.bareEnd());
        } else {
            api.world.call("b/two").add(Says.failure(FailureCode.INTERNAL, true));
        }
        if (status.equals("cancelled")) {
            api.post(location + "/cancel", "", key);
        } else if (status.equals("failed")) {
            api.world.call("a/one").add(Says.failure(FailureCode.INTERNAL, true));
        }

        assertThat(api.get(location, key).json().path("status").asText()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/cancel"})
    void somebody_elses_and_a_missing_one_answer_alike(String suffix) {
        String[] stranger = HttpApi.bearing(api.world.account(Tier.PRO));
        String method = suffix.equals("/cancel") ? "POST" : "GET";
        String foreign = start().header("Location") + suffix;
        String missing = "/v1/comparisons/019c0000-0000-7000-8000-00000000dead" + suffix;
        String malformed = "/v1/comparisons/1" + suffix;

        Reply shown = api.send(method, foreign, "", with(stranger));

        assertThat(shown.status()).isEqualTo(404);
        assertThat(shown.code()).isEqualTo("not_found");
        assertThat(api.send(method, missing, "", with(stranger)).text()).isEqualTo(shown.text());
        assertThat(api.send(method, malformed, "", with(stranger)).text()).isEqualTo(shown.text());
        assertThat(api.world.provider.calls()).noneMatch(call -> call.isCancelled());
    }

    private static String[] with(String... key) {
        return new String[] {key[0], key[1], "X-Request-Id", "same"};
    }

    @Test
    void a_visitor_sees_its_own_by_its_cookie_only() {
        Reply started = api.start(HttpApi.HI);
        String location = started.header("Location");

        assertThat(api.get(location, "Cookie", started.cookie()).status()).isEqualTo(200);
        assertThat(api.get(location).status()).isEqualTo(404);
        assertThat(api.get(location, "Cookie", "ci_visitor=" + "A".repeat(43)).status())
                .isEqualTo(404);
    }
}
