package com.compareintel.http.preference;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Scope;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/v1/me/preferences`, over real HTTP.
class PreferenceRoutesTest {
    private static final String PREFERENCES = "/v1/me/preferences";

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey key = world.account(Tier.FREE, ZoneId.of("Europe/Berlin"), World.NOW);
    private final String[] ada = HttpApi.bearing(key);

    @AfterEach
    void close() {
        api.close();
    }

    private Reply get(String... headers) {
        Reply reply = api.get(PREFERENCES, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    private Reply put(String body, String... headers) {
        Reply reply = api.send("PUT", PREFERENCES, body, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    @Test
    void what_is_shown_can_be_put_back_as_it_is() {
        Reply first = get(ada);
        assertThat(first.text())
                .isEqualTo(
                        "{\"time_zone\":\"Europe/Berlin\",\"theme\":\"system\",\"default_models\":[],"
                                + "\"default_parameters\":{\"temperature\":null,\"top_p\":null,"
                                + "\"max_output_tokens\":null,\"seed\":null,\"reasoning_effort\":null}}");
        assertThat(put(first.text(), ada).json()).isEqualTo(first.json());

        Reply changed =
                put(
                        "{\"time_zone\":\"UTC\",\"theme\":\"dark\",\"default_models\":[\"b/two\"],"
                                + "\"default_parameters\":{\"seed\":7}}",
                        ada);

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(get(ada).json()).isEqualTo(changed.json());
        assertThat(put(get(ada).text(), ada).json()).isEqualTo(changed.json());
    }

    @Test
    void another_zone_counts_from_the_next_period_on() {
        api.start(HttpApi.HI, ada);
        JsonNode before = api.get("/v1/credits", ada).json().path("period");

        put("{\"time_zone\":\"Asia/Tokyo\",\"theme\":\"light\"}", ada);

        JsonNode after = api.get("/v1/credits", ada).json().path("period");
        assertThat(after.path("resets_at")).isEqualTo(before.path("resets_at"));
        assertThat(after.path("time_zone").asText()).isEqualTo("Asia/Tokyo");
        JsonNode usage = api.get("/v1/usage", ada).json();
        assertThat(usage.path("time_zone").asText()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void only_accounts_choose_and_only_what_they_may_compare() {
        assertThat(get().status()).isEqualTo(401);
        assertThat(put("{\"time_zone\":\"UTC\",\"theme\":\"dark\"}").status()).isEqualTo(401);
        Reply dear =
                put(
                        "{\"time_zone\":\"UTC\",\"theme\":\"dark\",\"default_models\":[\"d/dear\"]}",
                        ada);
        assertThat(dear.status()).isEqualTo(403);
        assertThat(dear.json().path("code").asText()).isEqualTo("model_not_in_tier");
        String[] reader = HttpApi.bearing(world.keyOf(key, Scope.READ));
        assertThat(get(reader).status()).isEqualTo(200);
        assertThat(put("{\"time_zone\":\"UTC\",\"theme\":\"dark\"}", reader).status())
                .isEqualTo(403);
        assertThat(get(ada).json().path("theme").asText()).isEqualTo("system");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time_zone      | {\"theme\":\"dark\"}",
                "time_zone      | {\"theme\":\"dark\",\"time_zone\":\"+02:00\"}",
                "time_zone      | {\"theme\":\"dark\",\"time_zone\":\"Mars/Olympus\"}",
                "theme          | {\"time_zone\":\"UTC\"}",
                "theme          | {\"time_zone\":\"UTC\",\"theme\":\"pink\"}",
                "default_models | {\"time_zone\":\"UTC\",\"theme\":\"dark\",\"default_models\":\"a/one\"}",
                "tier           | {\"time_zone\":\"UTC\",\"theme\":\"dark\",\"tier\":\"pro\"}"
            })
    void a_choice_that_makes_no_sense_is_refused_by_field(String field, String body) {
        Reply reply = put(body, ada);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.wrongFields()).containsExactly(field);
    }
}
