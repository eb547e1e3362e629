package com.compareintel.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.House;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {
    @Test
    void readiness_follows_the_service_and_liveness_nothing() throws Exception {
        try (House house = House.open()) {
            assertThat(house.get("/health/readiness").statusCode()).isEqualTo(200);

            house.ready.set(false);
            house.core.breakStorage();
            HttpResponse<String> notReady = house.get("/health/readiness");
            HttpResponse<String> alive = house.get("/health/liveness");

            assertThat(notReady.statusCode()).isEqualTo(503);
            assertThat(notReady.body()).isEqualTo("{\"status\":\"DOWN\"}");
            assertThat(alive.statusCode()).isEqualTo(200);
            assertThat(alive.body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(alive.headers().firstValue("Cache-Control")).hasValue("no-store");
            house.ready.set(true);
            assertThat(house.get("/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void health_asks_nobody_for_a_credential_and_counts_against_no_limit() throws Exception {
        try (House house = House.open(Map.of("http-api.network-requests-per-minute", 1))) {
            for (int i = 0; i < 5; i++) {
                assertThat(
                                house.get("/health/liveness", "Authorization", "Bearer bad")
                                        .statusCode())
                        .isEqualTo(200);
                assertThat(house.get("/health/readiness").statusCode()).isEqualTo(200);
            }
        }
    }
}
