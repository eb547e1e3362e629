package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkRateTest {
    private static final String BODY = "{\"prompt\":\"Why?\",\"models\":[\"a/one\"]}";

    private final House house = House.open(Map.of("http-api.network-requests-per-minute", 2));

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> estimate(String... headers) throws Exception {
        return house.send("POST", "/v1/comparisons/estimate", BODY, headers);
    }

    private static void assertTold(HttpResponse<String> response, int remaining, int seconds) {
        assertThat(response.headers().allValues("RateLimit-Policy"))
                .containsExactly("\"network\";q=2;w=60");
        assertThat(response.headers().allValues("RateLimit"))
                .containsExactly("\"network\";r=" + remaining + ";t=" + seconds);
    }

    @Test
    void whoever_spends_is_told_how_its_network_stands() throws Exception {
        HttpResponse<String> first = estimate();
        HttpResponse<String> second =
                house.send(
                        "DELETE",
                        "/v1/conversations/x",
                        "",
                        "Authorization",
                        house.bearer(Tier.PRO));

        assertThat(first.statusCode()).isEqualTo(200);
        assertTold(first, 1, 30);
        assertThat(second.statusCode()).isEqualTo(404);
        assertTold(second, 0, 30);
    }

    @Test
    void a_network_that_calls_too_often_is_told_when_to_come_back() throws Exception {
        estimate();
        estimate();

        HttpResponse<String> refused = estimate();
        HttpResponse<String> member = estimate("Authorization", house.bearer(Tier.PRO));
        house.core.clock.advance(Duration.ofSeconds(30));
        HttpResponse<String> later = estimate();

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"code\":\"rate_limited\"");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertTold(refused, 0, 30);
        assertThat(member.statusCode()).isEqualTo(429);
        assertThat(later.statusCode()).isEqualTo(200);
    }

    @Test
    void a_bad_credential_uses_nothing_up() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(estimate("Authorization", "Bearer bad").statusCode()).isEqualTo(401);
        }

        assertTold(estimate(), 1, 30);
    }

    @Test
    void reading_is_not_limited_so_that_streams_can_always_be_rejoined() throws Exception {
        estimate();
        estimate();

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> read = house.get("/v1/credits");

            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.headers().firstValue("RateLimit")).isEmpty();
        }
    }
}
