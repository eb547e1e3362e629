package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers that are cancelled on the way.
final class CancellingTest {
    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));
    private String location = "";

    @BeforeEach
    void start() {
        location =
                api.start("{\"prompt\":\"Hi\",\"models\":[\"a/one\",\"b/two\"]}", key)
                        .header("Location");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply cancel(String body) {
        return api.post(location + "/cancel", body, key);
    }

    private List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        Reply shown = api.get(location, key);
        statuses.add(shown.json().path("status").asText());
        shown.json()
                .path("answers")
                .forEach(answer -> statuses.add(answer.path("status").asText()));
        return statuses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"models\":null}",
                "{\"models\":[]}",
                "{\"models\":[\"b/two\",\"a/one\"]}"
            })
    void all_are_cancelled_unless_some_are_named(String body) {
        Reply reply = cancel(body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(reply.json().path("id").asText()).isNotEmpty();
        assertThat(statuses()).containsExactly("cancelled", "cancelled", "cancelled");
        assertThat(api.world.call("a/one").isCancelled()).isTrue();
        assertThat(api.world.call("b/two").isCancelled()).isTrue();
    }

    @Test
    void one_is_cancelled_and_the_other_goes_on() {
        assertThat(cancel("{\"models\":[\"a/one\"]}").status()).isEqualTo(202);
        assertThat(statuses()).containsExactly("running", "cancelled", "running");
        assertThat(api.world.call("b/two").isCancelled()).isFalse();

        api.world.call("b/two").add(Says.text("Hello."));
        api.world.call("b/two").add(Says.bareEnd());

        assertThat(statuses()).containsExactly("partial", "cancelled", "completed");
    }

    @Test
    void one_that_has_ended_cannot_be_cancelled_any_more() {
        cancel("{\"models\":[\"a/one\"]}");

        Reply again = cancel("{\"models\":[\"a/one\"]}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("already_finished");
        assertThat(statuses()).containsExactly("running", "cancelled", "running");
    }

    @Test
    void nothing_is_left_to_cancel_of_a_finished_one() {
        cancel("");

        Reply again = cancel("");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("already_finished");
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    models     | {"models":["a/one","c/three"]}
                    models     | {"models":"a/one"}
                    models[0]  | {"models":[1]}
                    models[1]  | {"models":["a/one","a/one"]}
                    model      | {"model":"a/one"}
                    """)
    void what_is_not_in_it_or_not_understood_cancels_nothing(String field, String body) {
        Reply reply = cancel(body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.wrongFields()).containsExactly(field);
        assertThat(statuses()).containsExactly("running", "running", "running");
    }
}
