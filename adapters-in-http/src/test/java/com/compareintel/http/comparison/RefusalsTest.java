package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.Tiers;
import com.compareintel.http.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way in which a comparison is refused: its status, its code, and what helps the client.
final class RefusalsTest {
    private HttpApi api = HttpApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private void serve(World world) {
        api.close();
        api = HttpApi.start(world);
    }

    private static String models(String... models) {
        return "{\"prompt\":\"Hi\",\"models\":[\"" + String.join("\",\"", models) + "\"]}";
    }

    private static String capped(int tokens) {
        return "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":{\"max_output_tokens\":"
                + tokens
                + "}}";
    }

    /// The problem, after its standard members were looked at.
    private static JsonNode problem(Reply reply, int status, String code, String... more) {
        JsonNode problem = reply.json();
        List<String> members = new ArrayList<>();
        problem.fieldNames().forEachRemaining(members::add);
        List<String> expected =
                new ArrayList<>(List.of("type", "title", "status", "detail", "code", "request_id"));
        expected.addAll(List.of(more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(members).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("request_id").asText()).isEqualTo(reply.header("X-Request-Id"));
        return problem;
    }

    private static JsonNode insufficient(Reply reply) {
        return problem(
                reply,
                402,
                "insufficient_credits",
                "required",
                "remaining",
                "limited_by",
                "resets_at",
                "affordable_max_output_tokens");
    }

    @Test
    void what_would_fit_does_fit_and_one_token_more_does_not() {
        serve(new World(Tiers.granting(Tier.FREE, 2), new SlotBounds(9, 0)));
        String[] key = HttpApi.bearing(api.world.account(Tier.FREE));

        JsonNode problem = insufficient(api.start(capped(65_536), key));

        int most = problem.path("affordable_max_output_tokens").intValue();
        assertThat(problem.path("required").toString()).isEqualTo("14");
        assertThat(problem.path("remaining").toString()).isEqualTo("2");
        assertThat(problem.path("resets_at").asText()).isEqualTo("2026-03-11T00:00:00.000Z");
        assertThat(api.world.isUntouched()).isTrue();
        assertThat(api.start(capped(most + 1), key).status()).isEqualTo(402);
        assertThat(api.start(capped(most), key).status()).isEqualTo(202);
    }

    @Test
    void nothing_fits_into_nothing() {
        serve(new World(Tiers.granting(Tier.FREE, 1), new SlotBounds(9, 0)));
        String[] key = HttpApi.bearing(api.world.account(Tier.FREE));
        api.start(HttpApi.HI, key);

        JsonNode problem = insufficient(api.start(HttpApi.HI, key));

        assertThat(problem.path("remaining").toString()).isEqualTo("0");
        assertThat(problem.path("affordable_max_output_tokens").isNull()).isTrue();
    }

    @Test
    void the_day_of_all_visitors_can_be_used_up_too() {
        serve(new World(Tiers.grantingVisitors(1), new SlotBounds(9, 0)));

        JsonNode problem = insufficient(api.start(capped(65_536)));

        assertThat(problem.path("remaining").toString()).isEqualTo("1");
    }

    @Test
    void models_of_a_higher_tier_are_named_with_the_tier_they_need() {
        JsonNode problem =
                problem(
                        api.start(models("a/one", "d/dear")),
                        403,
                        "model_not_in_tier",
                        "models",
                        "minimum_tier");

        assertThat(problem.path("models").toString()).isEqualTo("[\"d/dear\"]");
        assertThat(problem.path("minimum_tier").asText()).isEqualTo("starter");
    }

    @Test
    void too_many_models_are_told_the_limit() {
        JsonNode problem =
                problem(
                        api.start(models("a/one", "b/two", "c/three", "d/dear")),
                        422,
                        "too_many_models",
                        "limit");

        assertThat(problem.path("limit").toString()).isEqualTo("3");
    }

    @Test
    void unknown_models_are_named() {
        JsonNode problem =
                problem(api.start(models("x/none", "a/one")), 422, "unknown_model", "models");

        assertThat(problem.path("models").toString()).isEqualTo("[\"x/none\"]");
    }

    @Test
    void models_whose_window_is_too_small_are_named() {
        String body = models("a/one", "e/small").replace("Hi", "x".repeat(1_600));

        JsonNode problem = problem(api.start(body), 422, "context_too_long", "models");

        assertThat(problem.path("models").toString()).isEqualTo("[\"e/small\"]");
        assertThat(api.world.isUntouched()).isTrue();
    }

    @Test
    void too_many_at_once_may_try_again_soon() {
        Reply first = api.start(HttpApi.HI);
        Reply second = api.start(HttpApi.HI, "Cookie", first.cookie());

        problem(second, 429, "too_many_open");
        assertThat(second.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void too_many_in_a_minute_are_told_when_to_come_back() {
        String[] key = HttpApi.bearing(api.world.account(Tier.FREE));
        for (int i = 0; i < 10; i++) {
            api.start(models("x/none"), key);
        }

        Reply reply = api.start(models("x/none"), key);

        problem(reply, 429, "rate_limited");
        assertThat(reply.header("Retry-After")).isEqualTo("6");
        api.world.clock.advance(Duration.ofSeconds(6));
        assertThat(api.start(HttpApi.HI, key).status()).isEqualTo(202);
    }

    @Test
    void a_full_queue_refuses_before_anything_is_held() {
        serve(new World(Tiers.grantingVisitors(5_000), new SlotBounds(1, 1)));

        Reply reply = api.start(models("a/one", "b/two", "c/three"));

        problem(reply, 503, "overloaded");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(api.world.isUntouched()).isTrue();
    }

    @Test
    void models_that_were_never_read_are_not_called_unknown() {
        api.world.sell(Catalogue.NEVER_READ);

        Reply reply = api.start(HttpApi.HI);

        problem(reply, 503, "unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void a_conversation_answers_one_question_at_a_time() {
        String[] key = HttpApi.bearing(api.world.account(Tier.FREE));
        String conversation = api.start(HttpApi.HI, key).json().path("conversation_id").asText();
        String body = HttpApi.HI.replace("}", ",\"conversation_id\":\"" + conversation + "\"}");

        problem(api.start(body, key), 409, "conversation_busy");
        api.world.call("a/one").add(Says.text("Hello."));
        api.world.call("a/one").add(Says.bareEnd());
        assertThat(api.start(body, key).status()).isEqualTo(202);
        assertThat(api.world.call("a/one").question().messages()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void somebody_elses_conversation_is_as_good_as_none(boolean exists) {
        String id =
                exists
                        ? api.start(HttpApi.HI).json().path("conversation_id").asText()
                        : "019c0000-0000-7000-8000-00000000dead";
        String[] key = HttpApi.bearing(api.world.account(Tier.FREE));

        Reply reply =
                api.start(HttpApi.HI.replace("}", ",\"conversation_id\":\"" + id + "\"}"), key);

        assertThat(problem(reply, 404, "not_found").path("detail").asText())
                .isEqualTo("There is no such conversation.");
    }

    @ParameterizedTest
    @CsvSource({"Bearer ci_wrong", "bearer", "Basic dTpw", "Bearer eyJhbGciOi.J9.x"})
    void a_bad_credential_is_never_silently_anonymous(String authorization) {
        Reply reply = api.start(HttpApi.HI, "Authorization", authorization);

        problem(reply, 401, "unauthenticated");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/comparisons, 405, method_not_allowed",
        "DELETE, /v1/comparisons/019c0000-0000-7000-8000-00000000dead, 405, method_not_allowed",
        "GET, /v1/comparison, 404, not_found",
        "POST, /v1/comparisons/1/cancelled, 404, not_found"
    })
    void what_the_server_refuses_by_itself_is_a_problem_like_others(
            String method, String path, int status, String code) {
        problem(api.send(method, path, ""), status, code);
    }
}
