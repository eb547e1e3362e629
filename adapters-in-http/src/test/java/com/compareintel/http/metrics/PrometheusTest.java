package com.compareintel.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.House;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PrometheusTest {
    private static final House WITH_TOKEN =
            House.open(
                    Map.of(
                            "http-api.metrics-token",
                            "let-me-in",
                            "http-api.trusted-proxies",
                            "127.0.0.1"));

    @AfterAll
    static void close() {
        WITH_TOKEN.close();
    }

    @Test
    void this_machine_is_shown_the_metrics() throws Exception {
        try (House house = House.open()) {
            HttpResponse<String> response = house.get("/prometheus");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(house.get("/prometheus").body()).contains("http_server_requests_seconds");
            assertThat(house.get("/prometheus", "Authorization", "Bearer let-me-in").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer let-me-in, -, -, 200",
        "Bearer let-me-in, X-Forwarded-For, 203.0.113.9, 200",
        "Bearer wrong, -, -, 401",
        "Bearer, -, -, 401",
        "let-me-in, -, -, 401",
        "Basic let-me-in, -, -, 401",
        "bearer let-me-in, -, -, 200",
        "-, X-Forwarded-For, 203.0.113.9, 401",
        "-, X-Forwarded-For, 127.0.0.1, 401",
        "-, Forwarded, for=127.0.0.1, 401",
        "-, X-Real-IP, 203.0.113.9, 401",
        "-, -, -, 200"
    })
    void others_need_the_token(String authorization, String name, String value, int status)
            throws Exception {
        var request = WITH_TOKEN.to("/prometheus");
        if (!authorization.equals("-")) {
            request.setHeader("Authorization", authorization);
        }
        if (!name.equals("-")) {
            request.setHeader(name, value);
        }

        HttpResponse<String> response = WITH_TOKEN.send(request);

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(response.body())
                    .contains("\"code\":\"unauthenticated\"")
                    .doesNotContain("http_server");
        }
    }
}
