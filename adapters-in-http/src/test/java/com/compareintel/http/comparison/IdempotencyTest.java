package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same request sent again under its `Idempotency-Key`.
final class IdempotencyTest {
    private static final String SIXTEEN = "0123456789abcdef";

    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply start(String body, String idempotencyKey) {
        return api.start(body, with(key, idempotencyKey));
    }

    private static String[] with(String[] header, String idempotencyKey) {
        return new String[] {header[0], header[1], "Idempotency-Key", idempotencyKey};
    }

    private static String id(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isIn(200, 202);
        return reply.json().path("id").asText();
    }

    private void finish() {
        api.world.call("a/one").add(Says.text("Hello."));
        api.world.call("a/one").add(Says.bareEnd());
    }

    @Test
    void it_joins_the_first_one_and_asks_no_model_again() {
        String first = id(start(HttpApi.HI, "k"));

        assertThat(id(start(HttpApi.HI, "k"))).isEqualTo(first);
        assertThat(api.world.provider.calls()).hasSize(1);
        assertThat(id(start(HttpApi.HI, "other"))).isNotEqualTo(first);
    }

    @Test
    void it_is_answered_in_whatever_form_it_asks_for() throws IOException {
        String first = id(start(HttpApi.HI, "k"));
        finish();

        String[] waiting = with(key, "k");
        String[] streaming = {
            key[0], key[1], "Idempotency-Key", "k", "Accept", "text/event-stream"
        };
        Reply waited = api.post("/v1/comparisons", HttpApi.HI, waiting);
        HttpResponse<InputStream> streamed =
                api.open(api.request("POST", "/v1/comparisons", HttpApi.HI, streaming));

        assertThat(id(waited)).isEqualTo(first);
        assertThat(waited.json().path("status").asText()).isEqualTo("completed");
        assertThat(HttpApi.header(streamed, "Location")).hasValue("/v1/comparisons/" + first);
        assertThat(new String(streamed.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("event: comparison.started", "Hello.", "event: comparison.finished");
        assertThat(id(start(HttpApi.HI, "k"))).isEqualTo(first);
        assertThat(api.world.provider.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"models\":[\"a/one\"],\"parameters\":{\"seed\":1,\"top_p\":1},\"prompt\":\"Hi\"}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":{\"top_p\":1.00,\"seed\":1}}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":{\"top_p\":10e-1,\"seed\":1}}",
                " {\"prompt\":\n\"\\u0048i\",\t\"models\":[ \"a\\/one\" ],"
                        + "\"parameters\":{\"top_p\":1,\"seed\":1}} "
            })
    void a_body_that_means_the_same_is_the_same(String body) {
        String first =
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\"],\"parameters\":{\"top_p\":1,\"seed\":1}}";

        assertThat(id(start(body, "k"))).isEqualTo(id(start(first, "k")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"Ho\",\"models\":[\"a/one\",\"b/two\"]}",
                "{\"prompt\":\"Hi\",\"models\":[\"b/two\",\"a/one\"]}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\"],\"store\":true}",
                "{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\"],\"system\":null}",
                "{\"prompt\":\"Hi\"}",
                "[]"
            })
    void another_body_is_refused_and_says_so(String body) {
        start("{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\"]}", "k");

        Reply reply = start(body, "k");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("idempotency_mismatch");
        assertThat(api.world.provider.calls()).hasSize(2);
    }

    @Test
    void what_was_refused_is_not_remembered() {
        assertThat(start("{\"prompt\":\"Hi\",\"models\":[\"x/none\"]}", "k").status())
                .isEqualTo(422);

        assertThat(start(HttpApi.HI, "k").status()).isEqualTo(202);
    }

    @Test
    void another_callers_key_is_another_key() {
        String[] other = HttpApi.bearing(api.world.account(Tier.FREE));
        String first = id(start(HttpApi.HI, SIXTEEN));

        assertThat(id(api.start(HttpApi.HI, with(other, SIXTEEN)))).isNotEqualTo(first);
        assertThat(id(api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN))).isNotEqualTo(first);
    }

    @Test
    void a_day_later_it_is_forgotten() {
        String first = id(start(HttpApi.HI, "k"));
        finish();
        api.world.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(id(start(HttpApi.HI, "k"))).isEqualTo(first);

        api.world.clock.advance(Duration.ofMillis(1));

        assertThat(id(start(HttpApi.HI, "k"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            textBlock =
                    """
                    a-key,       "a-key"
                    a b;c,       "a b;c"
                    a\\b,        "a\\\\b"
                    a"b,         "a\\"b"
                    """)
    void quoted_or_not_it_is_the_same_key(String plain, String quoted) {
        assertThat(id(start(HttpApi.HI, quoted))).isEqualTo(id(start(HttpApi.HI, plain)));
    }

    @Test
    void a_key_has_up_to_255_characters() {
        String longest = "k".repeat(255);

        assertThat(start(HttpApi.HI, longest).status()).isEqualTo(202);
        assertThat(start(HttpApi.HI, "\"" + longest + "\"").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"", "\"a", "\"a\"b\"", "\"a\\n\"", "\"a\\", "256"})
    void what_cannot_be_a_key_is_refused(String given) {
        Reply reply = start(HttpApi.HI, given.equals("256") ? "k".repeat(256) : given);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.wrongFields()).containsExactly("Idempotency-Key");
        assertThat(api.world.isUntouched()).isTrue();
    }

    @Test
    void who_is_known_by_its_network_alone_needs_a_long_key() {
        Reply tooShort = api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN.substring(1));
        assertThat(tooShort.status()).isEqualTo(422);
        assertThat(tooShort.wrongFields()).containsExactly("Idempotency-Key");
        assertThat(api.world.isUntouched()).isTrue();

        assertThat(api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN).status()).isEqualTo(202);
        assertThat(
                        api.start(HttpApi.HI, with(cookie("ci_visitor=" + "A".repeat(43)), "short"))
                                .status())
                .isEqualTo(202);
    }

    private static String[] cookie(String cookie) {
        return new String[] {"Cookie", cookie};
    }

    @Test
    void a_newcomer_that_never_saw_the_answer_joins_its_own() {
        Reply first = api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN);
        Reply again = api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN);

        assertThat(id(again)).isEqualTo(id(first));
        assertThat(again.cookie()).isEqualTo(first.cookie()).isNotEmpty();
        assertThat(api.get(again.header("Location"), cookie(again.cookie())).status())
                .isEqualTo(200);
    }

    @Test
    void a_newcomer_that_saw_no_more_than_the_cookie_joins_its_own() {
        Reply first = api.start(HttpApi.HI, "Idempotency-Key", SIXTEEN);
        Reply again = api.start(HttpApi.HI, with(cookie(first.cookie()), SIXTEEN));

        assertThat(id(again)).isEqualTo(id(first));
        assertThat(api.world.provider.calls()).hasSize(1);
    }
}
