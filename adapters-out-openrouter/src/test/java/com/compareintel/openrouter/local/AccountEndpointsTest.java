package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountEndpointsTest {
    private static final String KEY = "Authorization: Bearer sk-or-v1-test";

    private final LocalUpstream upstream =
            LocalUpstream.start(LocalUpstreamOptions.faulty().requiredKey("sk-or-v1-test").build());

    @BeforeAll
    void spend() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/ok", body -> {}, KEY)) {
            assertThat(call.body().complete()).isTrue();
        }
    }

    @AfterAll
    void stop() {
        upstream.close();
    }

    @Test
    void without_the_key_nothing_but_models_is_answered() throws Exception {
        for (var path : List.of("/key", "/credits", "/generation?id=gen-1")) {
            for (var header :
                    List.of(
                            "X-Nothing: 1",
                            "Authorization: Bearer other",
                            "Authorization: sk-or-v1-test")) {
                try (var call = RawCall.get(upstream, path, header)) {
                    assertThat(call.status()).isEqualTo(401);
                    var error = call.json().path("error");
                    assertThat(error.path("code").asInt()).isEqualTo(401);
                    assertThat(error.path("metadata").path("error_type").asText())
                            .isEqualTo("authentication");
                }
            }
        }
        try (var call = RawCall.ask(upstream, "fake/ok")) {
            assertThat(call.status()).isEqualTo(401);
        }
    }

    @Test
    void key_and_credits_tell_what_the_book_says() throws Exception {
        try (var key = RawCall.get(upstream, "/key", KEY);
                var credits = RawCall.get(upstream, "/credits", KEY)) {
            var usage = key.json().path("data");

            assertThat(usage.path("usage").decimalValue())
                    .isEqualByComparingTo(upstream.book().total());
            assertThat(usage.path("usage_monthly").decimalValue()).isPositive();
            assertThat(credits.json().path("data").path("total_usage").decimalValue()).isPositive();
        }
    }

    @Test
    void a_call_can_be_looked_up_by_the_id_in_its_head() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/reasoning-20", body -> {}, KEY)) {
            var id = call.header("x-generation-id");
            var chunks = call.body().chunks();
            assertThat(chunks)
                    .allSatisfy(chunk ->
                            assertThat(chunk.path("id").asText()).isEqualToIgnoringCase(id));
            var exact = chunks.getFirst().path("id").asText();

            try (var lookup = RawCall.get(upstream, "/generation?id=" + exact, KEY)) {
                var data = lookup.json().path("data");
                var row = upstream.book().awaitRow(exact, Duration.ofSeconds(5)).orElseThrow();

                assertThat(data.path("total_cost").decimalValue()).isEqualByComparingTo(row.cost());
                assertThat(data.path("tokens_completion").asInt()).isEqualTo(50);
                assertThat(data.path("native_tokens_reasoning").asInt()).isEqualTo(20);
                assertThat(data.path("finish_reason").asText()).isEqualTo("stop");
                assertThat(data.path("cancelled").asBoolean()).isFalse();
                assertThat(data.path("streamed").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void a_slow_lookup_misses_as_often_as_it_was_told() throws Exception {
        try (var call = RawCall.ask(upstream, "fake/lookup-404-2", body -> {}, KEY)) {
            var id = call.body().chunks().getFirst().path("id").asText();

            assertThat(lookup(id)).isEqualTo(404);
            assertThat(lookup(id)).isEqualTo(404);
            assertThat(lookup(id)).isEqualTo(200);
            assertThat(lookup(id)).isEqualTo(200);
        }
    }

    @Test
    void a_call_that_nobody_made_is_unknown() throws Exception {
        assertThat(lookup("gen-0-none")).isEqualTo(404);
    }

    @Test
    void other_paths_and_methods_are_refused_in_the_same_shape() throws Exception {
        try (var path = RawCall.get(upstream, "/nothing", KEY);
                var method = RawCall.send(upstream, "DELETE", "/key", "", KEY)) {
            assertThat(path.status()).isEqualTo(404);
            assertThat(path.json().path("error").path("code").asInt()).isEqualTo(404);
            assertThat(method.status()).isEqualTo(405);
        }
    }

    private int lookup(String id) throws Exception {
        try (var lookup = RawCall.get(upstream, "/generation?id=" + id, KEY)) {
            return lookup.status();
        }
    }
}
