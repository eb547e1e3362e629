package com.compareintel.http.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Scope;
import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.Tiers;
import com.compareintel.http.World;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `PUT /v1/me/overage`, over real HTTP.
class OverageRouteTest {
    private static final String OVERAGE = "/v1/me/overage";
    private static final String ON = "{\"enabled\":true}";

    private final World world =
            new World(Tiers.granting(Tier.STARTER, 3), new SlotBounds(100, 100));
    private final HttpApi api = HttpApi.start(world);
    private final ApiKey key = world.account(Tier.STARTER);
    private final String[] ada = HttpApi.bearing(key);

    @AfterEach
    void close() {
        api.close();
    }

    private Reply put(String body, String... headers) {
        Reply reply = api.send("PUT", OVERAGE, body, headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply;
    }

    private JsonNode credits(String... headers) {
        Reply reply = api.get("/v1/credits", headers);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply.json();
    }

    private int started() {
        Reply reply = api.start(HttpApi.HI, ada);
        ContractCheck.of(Exchange.of(reply.response(), reply.text()));
        return reply.status();
    }

    @Test
    void it_is_in_force_for_the_next_admission_up_to_its_limit() {
        assertThat(started()).isEqualTo(202);
        assertThat(started()).isEqualTo(202);
        assertThat(started()).isEqualTo(202);
        assertThat(started()).isEqualTo(402);

        Reply on = put("{\"enabled\":true,\"limit_usd\":\"0.013\"}", ada);

        assertThat(on.status()).as(on.text()).isEqualTo(200);
        assertThat(on.text())
                .isEqualTo(
                        "{\"allowed\":true,\"enabled\":true,\"limit_usd\":\"0.013\","
                                + "\"used\":0,\"owed_usd\":\"0\"}");
        assertThat(started()).isEqualTo(202);
        assertThat(started()).isIn(402, 429);
        JsonNode credits = credits(ada);
        assertThat(credits.path("remaining").asInt()).isZero();
        assertThat(credits.path("held").asInt()).isEqualTo(4);
        assertThat(credits.path("overage").path("enabled").asBoolean()).isTrue();
        Reply entries = api.get("/v1/credits/entries?limit=2", ada);
        ContractCheck.of(Exchange.of(entries.response(), entries.text()));
        assertThat(entries.json().path("data").findValuesAsText("kind"))
                .containsExactly("hold", "overage");
        Reply statement = api.get("/v1/credits/statement?month=2026-03", ada);
        ContractCheck.of(Exchange.of(statement.response(), statement.text()));
        assertThat(statement.json().path("overage").toString())
                .isEqualTo("{\"used\":1,\"limit_usd\":\"0.013\",\"owed_usd\":\"0.013\"}");
    }

    @Test
    void it_is_switched_off_and_is_off_after_a_renewal() {
        put(ON, ada);
        assertThat(credits(ada).path("overage").path("limit_usd").isNull()).isTrue();
        Reply off = put("{\"enabled\":false}", ada);
        assertThat(off.json().path("enabled").asBoolean()).isFalse();

        put(ON, ada);
        world.clock.advance(Duration.ofDays(31));

        assertThat(credits(ada).path("overage").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void tiers_that_are_not_paid_have_none() {
        String[] free = HttpApi.bearing(world.account(Tier.FREE));

        assertThat(put(ON, free).status()).isEqualTo(403);
        assertThat(put("{\"enabled\":false}", free).status()).isEqualTo(200);
        assertThat(credits(free).path("overage").path("allowed").asBoolean()).isFalse();
        assertThat(put(ON).status()).isEqualTo(401);
        String[] reader = HttpApi.bearing(world.keyOf(key, Scope.READ, Scope.COMPARE));
        assertThat(put(ON, reader).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled   | {}",
                "enabled   | {\"enabled\":\"yes\"}",
                "limit_usd | {\"enabled\":true,\"limit_usd\":5}",
                "limit_usd | {\"enabled\":true,\"limit_usd\":\"0.00\"}",
                "limit_usd | {\"enabled\":true,\"limit_usd\":\"-1\"}",
                "limit_usd | {\"enabled\":true,\"limit_usd\":\"1e3\"}",
                "limit_usd | {\"enabled\":true,\"limit_usd\":\"1000000.01\"}",
                "limit_usd | {\"enabled\":false,\"limit_usd\":\"1\"}",
                "tier      | {\"enabled\":true,\"tier\":\"pro\"}"
            })
    void a_wish_that_makes_no_sense_is_refused_by_field(String field, String body) {
        Reply reply = put(body, ada);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.wrongFields()).containsExactly(field);
        assertThat(world.isUntouched()).isTrue();
    }
}
