package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.RawConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CrossSiteTest {
    private static final House HOUSE =
            House.open(
                    Map.of(
                            "http-api.public-url",
                            "https://Compare.example/",
                            "http-api.allowed-origins",
                            "https://friend.example, http://localhost:3000/"));

    private final String bearer = HOUSE.bearer(Tier.PRO);

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    @ParameterizedTest(name = "{0} Sec-Fetch-Site {1}, Origin {2}: refused {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "none, -, false",
                "same-origin, -, false",
                "cross-site, -, true",
                "same-origin, https://compare.example, false",
                "-, https://compare.example, false",
                "-, http://127.0.0.1:PORT, false",
                "-, https://127.0.0.1:PORT, false",
                "-, http://127.0.0.1, true",
                "-, http://compare.example, true",
                "-, https://compare.example.evil.example, true",
                "-, https://evil.example, true",
                "same-site, https://evil.example, true",
                "cross-site, https://evil.example, true",
                "cross-site, https://friend.example, false",
                "-, https://friend.example, false",
                "-, https://friend.example:8443, true",
                "-, https://sub.friend.example, true",
                "-, http://localhost:3000, false",
                "-, null, true",
                "cross-site, null, true",
                "-, '', true"
            })
    void only_our_pages_and_allowed_ones_may_change_anything(
            String site, String origin, boolean refused) throws Exception {
        for (String[] call :
                new String[][] {
                    {"POST", "/v1/comparisons"},
                    {"POST", "/v1/comparisons/estimate"},
                    {"POST", "/v1/comparisons/x/cancel"},
                    {"PATCH", "/v1/conversations/x"},
                    {"DELETE", "/v1/conversations/x"},
                    {"PUT", "/v1/anything"}
                }) {
            HttpResponse<String> response = call(call[0], call[1], site, origin);

            if (refused) {
                assertThat(response.statusCode()).isEqualTo(403);
                assertThat(response.body()).contains("\"code\":\"forbidden\"");
                assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            } else {
                assertThat(response.statusCode()).isNotEqualTo(403);
            }
        }
        assertThat(call("GET", "/v1/tiers", site, origin).statusCode()).isEqualTo(200);
        assertThat(call("GET", "/health/liveness", site, origin).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(
            String method, String path, @Nullable String site, @Nullable String origin)
            throws Exception {
        HttpRequest.Builder request =
                HOUSE.to(path, "Authorization", bearer)
                        .setHeader("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{}"));
        if (site != null) {
            request.setHeader("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.setHeader("Origin", origin.replace("PORT", Integer.toString(HOUSE.port())));
        }
        return HOUSE.send(request);
    }

    @Test
    void a_stranger_is_refused_before_anything_else_is_looked_at() throws Exception {
        HttpResponse<String> response =
                HOUSE.send(
                        "POST",
                        "/v1/comparisons",
                        "not even JSON",
                        "Origin",
                        "https://evil.example",
                        "Authorization",
                        "Bearer bad");

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void an_allowed_page_may_read_what_it_is_answered() throws Exception {
        HttpResponse<String> read = call("GET", "/v1/models", null, "https://friend.example");
        HttpResponse<String> refused =
                call("POST", "/v1/comparisons", null, "https://friend.example");

        for (HttpResponse<String> response : List.of(read, refused)) {
            assertThat(response.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://friend.example");
            assertThat(response.headers().allValues("Access-Control-Allow-Credentials"))
                    .containsExactly("true");
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                    .get()
                    .asString()
                    .contains("X-Request-Id", "Retry-After", "ETag");
            assertThat(String.join(",", response.headers().allValues("Vary"))).contains("Origin");
        }
    }

    @Test
    void a_stranger_may_not_read_what_it_is_answered() throws Exception {
        HttpResponse<String> response = call("GET", "/v1/models", null, "https://evil.example");

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example:8080, 403",
        "127.0.0.1:8080, 422",
        "[::1]:8080, 422",
        "localhost:8080, 422",
        "localhost.evil.example:8080, 403",
        "1.2.3.4.evil.example, 403"
    })
    void a_name_that_leads_here_is_not_ours_for_that(String host, int status) throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            RawConnection.Reply reply =
                    connection
                            .send(
                                    "POST /v1/comparisons HTTP/1.1",
                                    "Host: " + host,
                                    "Origin: http://" + host,
                                    "Sec-Fetch-Site: same-origin",
                                    "Content-Type: application/json",
                                    "Content-Length: 2",
                                    "",
                                    "{}")
                            .reply();

            assertThat(reply.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://friend.example, true", "https://evil.example, false"})
    void a_browser_that_asks_first_is_told(String origin, boolean allowed) throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            RawConnection.Reply reply =
                    connection
                            .send(
                                    "OPTIONS /v1/comparisons HTTP/1.1",
                                    "Host: here",
                                    "Origin: " + origin,
                                    "Access-Control-Request-Method: POST",
                                    "Access-Control-Request-Headers: content-type, prefer")
                            .reply();

            assertThat(reply.status()).isEqualTo(204);
            assertThat(reply.header("Access-Control-Allow-Origin").isPresent()).isEqualTo(allowed);
            assertThat(reply.header("Access-Control-Allow-Methods"))
                    .isEqualTo(
                            allowed
                                    ? Optional.of("GET, POST, PUT, PATCH, DELETE")
                                    : Optional.empty());
            assertThat(reply.header("X-Request-Id")).isPresent();
        }
    }
}
