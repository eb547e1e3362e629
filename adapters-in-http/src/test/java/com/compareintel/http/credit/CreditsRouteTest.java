package com.compareintel.http.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.JsonText;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CreditsRouteTest {
    private static final String BODY = "{\"prompt\":\"Why?\",\"models\":[\"a/one\"]}";

    private final House house = House.open();

    @AfterEach
    void close() {
        house.close();
    }

    private String credits(String... headers) throws Exception {
        return JsonText.of(house.get("/v1/credits", headers)).toString();
    }

    @Test
    void a_visitor_sees_what_its_network_has_left_today() throws Exception {
        assertThat(credits())
                .isEqualTo(
                        "{\"tier\":\"anonymous\",\"period\":{\"kind\":\"day\","
                                + "\"started_at\":\"2026-03-10T00:00:00.000Z\","
                                + "\"resets_at\":\"2026-03-11T00:00:00.000Z\","
                                + "\"time_zone\":\"UTC\"},\"allowance\":50,\"used\":0,\"held\":0,"
                                + "\"remaining\":50,\"overage\":{\"allowed\":false,"
                                + "\"enabled\":false,\"limit_usd\":null,\"used\":0,\"owed_usd\":\"0\"}}");
    }

    @Test
    void an_account_sees_its_month() throws Exception {
        assertThat(credits("Authorization", house.bearer(Tier.STARTER)))
                .isEqualTo(
                        "{\"tier\":\"starter\",\"period\":{\"kind\":\"month\","
                                + "\"started_at\":\"2026-03-10T00:00:00.000Z\","
                                + "\"resets_at\":\"2026-04-10T00:00:00.000Z\","
                                + "\"time_zone\":\"UTC\"},\"allowance\":720,\"used\":0,"
                                + "\"held\":0,\"remaining\":720,\"overage\":{\"allowed\":true,"
                                + "\"enabled\":false,\"limit_usd\":null,\"used\":0,\"owed_usd\":\"0\"}}");
    }

    @Test
    void what_is_held_is_neither_used_nor_left() throws Exception {
        String bearer = house.bearer(Tier.FREE);
        house.send(
                "POST",
                "/v1/comparisons",
                BODY,
                "Authorization",
                bearer,
                "Prefer",
                "respond-async");

        assertThat(credits("Authorization", bearer))
                .contains("\"allowance\":100,\"used\":0,\"held\":1,\"remaining\":99");
        house.core.says("a/one", "Because.");
        house.core.ends("a/one");
        assertThat(credits("Authorization", bearer))
                .contains("\"allowance\":100,\"used\":1,\"held\":0,\"remaining\":99");
        house.core.clock.advance(Duration.ofDays(1));
        assertThat(credits("Authorization", bearer))
                .contains(
                        "\"started_at\":\"2026-03-11T00:00:00.000Z\"",
                        "\"used\":0,\"held\":0,\"remaining\":100");
    }

    @Test
    void looking_writes_nothing() throws Exception {
        credits();
        credits();

        assertThat(house.core.books.ledger().entries("visitors", 10)).isEmpty();
    }
}
