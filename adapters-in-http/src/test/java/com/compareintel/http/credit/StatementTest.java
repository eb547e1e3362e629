package com.compareintel.http.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/credits/statement`, over real HTTP.
class StatementTest {
    private static final String STATEMENT = "/v1/credits/statement";
    private static final Instant OPENED = Instant.parse("2026-02-20T10:00:00Z");

    private final World world = new World();
    private final HttpApi api = HttpApi.start(world);

    @AfterEach
    void close() {
        api.close();
    }

    private String[] customer() {
        return HttpApi.bearing(world.account(Tier.STARTER, ZoneId.of("Europe/Berlin"), OPENED));
    }

    /// A number however many zeros it is written with.
    private static BigDecimal number(JsonNode node) {
        return node.decimalValue().stripTrailingZeros();
    }

    private JsonNode statement(String[] customer, String month) {
        Reply reply = api.get(STATEMENT + "?month=" + month, customer);
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void a_statement_opens_with_what_the_month_before_closed_with_and_adds_up() {
        String[] ada = customer();
        world.clock.setTo(OPENED);
        String first = api.start(HttpApi.HI, ada).json().path("id").asText();
        world.clock.setTo(World.NOW);
        world.books.ledger().resolve(UUID.fromString(first), new Credits(1_000), World.NOW);

        JsonNode february = statement(ada, "2026-02");
        JsonNode march = statement(ada, "2026-03");

        assertThat(february.path("opening").decimalValue()).isZero();
        assertThat(number(march.path("opening"))).isEqualTo(number(february.path("closing")));
        assertThat(number(march.path("closing"))).isEqualByComparingTo("719");
        for (JsonNode month : List.of(february, march)) {
            BigDecimal sum = number(month.path("opening"));
            for (JsonNode kind : month.path("entries")) {
                sum = sum.add(number(kind.path("credits")));
            }
            assertThat(sum).isEqualByComparingTo(number(month.path("closing")));
        }
        List<String> kinds = new ArrayList<>();
        march.path("entries")
                .forEach(kind -> kinds.add(kind.path("kind") + " " + kind.path("count")));
        assertThat(kinds)
                .containsExactly(
                        "\"grant\" 0",
                        "\"hold\" 0",
                        "\"release\" 1",
                        "\"charge\" 1",
                        "\"expire\" 0",
                        "\"overage\" 0",
                        "\"adjust\" 0");
    }

    @Test
    void a_statement_says_which_time_it_is_about_and_has_a_place_for_overage() {
        JsonNode march = statement(customer(), "2026-03");

        assertThat(march.path("month").asText()).isEqualTo("2026-03");
        assertThat(march.path("time_zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(march.path("from").asText()).isEqualTo("2026-02-28T23:00:00.000Z");
        assertThat(march.path("to").asText()).isEqualTo("2026-03-31T22:00:00.000Z");
        assertThat(march.path("overage").toString())
                .isEqualTo("{\"used\":0,\"limit_usd\":null,\"owed_usd\":\"0\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?month=",
                "?month=2026",
                "?month=2026-13",
                "?month=2026-00",
                "?month=2026-3",
                "?month=26-03",
                "?month=2026-03-01",
                "?month=%2B2026-03",
                "?month=2026-04",
                "?month=9999-12",
                "?month=2026-01",
                "?month=0000-01"
            })
    void a_month_there_is_no_statement_of_is_refused_by_name(String query) {
        Reply refused = api.get(STATEMENT + query, customer());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(refused.wrongFields()).containsExactly("month");
    }

    @Test
    void a_month_begins_where_the_account_is() {
        String[] ada = customer();
        world.clock.setTo(Instant.parse("2026-03-31T21:59:59Z"));
        assertThat(api.get(STATEMENT + "?month=2026-04", ada).status()).isEqualTo(422);

        world.clock.setTo(Instant.parse("2026-03-31T22:00:00Z"));

        assertThat(api.get(STATEMENT + "?month=2026-04", ada).status()).isEqualTo(200);
    }

    @Test
    void a_visitor_has_no_statement() {
        Reply refused = api.get(STATEMENT + "?month=2026-03");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden");
    }

    @Test
    void an_account_never_sees_what_another_used() {
        api.start(HttpApi.HI, customer());

        assertThat(statement(customer(), "2026-03").path("closing").decimalValue()).isZero();
    }
}
