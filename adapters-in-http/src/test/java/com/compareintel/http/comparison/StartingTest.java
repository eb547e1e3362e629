package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The forms in which a comparison that was started is answered.
final class StartingTest {
    private final HttpApi api = HttpApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void who_does_not_want_to_wait_is_told_where_it_is() {
        Reply reply =
                api.post(
                        "/v1/comparisons",
                        "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}",
                        "Prefer",
                        "respond-async");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Location"))
                .isEqualTo("/v1/comparisons/" + reply.json().path("id").asText());
    }
}
