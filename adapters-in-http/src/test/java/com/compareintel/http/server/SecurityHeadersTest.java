package com.compareintel.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.EventReader;
import com.compareintel.http.House;
import com.compareintel.http.RawConnection;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keeps browsers safe stands in every answer, once, whatever the answer is.
@Timeout(60)
class SecurityHeadersTest {
    private static final String BODY = "{\"prompt\":\"Why?\",\"models\":[\"a/one\"]}";

    private static final List<String> ALWAYS =
            List.of(
                    "Cache-Control",
                    "Content-Security-Policy",
                    "Cross-Origin-Opener-Policy",
                    "Cross-Origin-Resource-Policy",
                    "Permissions-Policy",
                    "Referrer-Policy",
                    "X-Content-Type-Options",
                    "X-Frame-Options",
                    "X-Request-Id");

    private static final House HOUSE = House.open();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static void assertSafe(String what, HttpHeaders headers) {
        for (String name : ALWAYS) {
            assertThat(headers.allValues(name)).as("%s of %s", name, what).hasSize(1);
        }
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:", "https:");
    }

    @Test
    void every_answer_carries_what_keeps_browsers_safe() throws Exception {
        String bearer = HOUSE.bearer(Tier.FREE);
        Map<String, HttpRequest.Builder> requests = new LinkedHashMap<>();
        for (String path :
                List.of(
                        "/",
                        "/assets/0/styles/base.css",
                        "/assets/0/main.js",
                        "/verify",
                        "/reset",
                        "/email",
                        "/docs",
                        "/docs/start.js",
                        "/docs/swagger-ui.css",
                        "/docs/swagger-ui.js",
                        "/openapi.yaml",
                        "/health/liveness",
                        "/health/readiness",
                        "/prometheus",
                        "/v1/models",
                        "/v1/tiers",
                        "/v1/credits",
                        "/v1/comparisons/none",
                        "/nowhere",
                        "/v1/%zz",
                        "/v1/me")) {
            requests.put(path, HOUSE.to(path.replace("%zz", "nowhere%00")));
        }
        requests.put("HEAD", HOUSE.to("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        requests.put("405", HOUSE.to("/v1/tiers").DELETE());
        requests.put("406", HOUSE.to("/v1/tiers", "Accept", "image/png"));
        requests.put("401", HOUSE.to("/v1/credits", "Authorization", "Bearer ci_bad"));
        requests.put("a comparison", compare("Authorization", bearer, "Prefer", "respond-async"));
        requests.put("an estimate", post("/v1/comparisons/estimate", BODY));
        requests.put("422", post("/v1/comparisons", "{}"));
        requests.put("400", post("/v1/comparisons", "{"));
        requests.put("413", post("/v1/comparisons", " ".repeat((2 << 20) + 1)));
        requests.put(
                "415",
                HOUSE.to("/v1/comparisons", "Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY)));
        requests.put("403", compare("Origin", "https://elsewhere.example"));
        requests.put("431", HOUSE.to("/v1/tiers", "X-Filler", "x".repeat(17_000)));

        for (Map.Entry<String, HttpRequest.Builder> request : requests.entrySet()) {
            assertSafe(request.getKey(), HOUSE.send(request.getValue()).headers());
        }
    }

    private static HttpRequest.Builder compare(String... headers) {
        return HOUSE.to("/v1/comparisons", headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY));
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HOUSE.to(path, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void a_file_that_is_known_already_is_as_safe_as_a_new_one() throws Exception {
        for (String path :
                List.of("/", "/assets/0/main.js", "/docs", "/openapi.yaml", "/v1/tiers")) {
            String tag = HOUSE.get(path).headers().firstValue("ETag").orElseThrow();

            HttpResponse<String> known = HOUSE.get(path, "If-None-Match", tag);

            assertThat(known.statusCode()).isEqualTo(304);
            assertSafe("304 of " + path, known.headers());
        }
    }

    @Test
    void a_stream_carries_it_too() throws Exception {
        String bearer = HOUSE.bearer(Tier.FREE);
        HttpResponse<String> started =
                HOUSE.send(compare("Authorization", bearer, "Prefer", "respond-async"));
        String place = started.headers().firstValue("Location").orElseThrow();

        try (EventReader stream = HOUSE.follow(place + "/events", "Authorization", bearer)) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            assertSafe("a stream", stream.response().headers());
        }
    }

    /// Ends of lines are written as bars.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS /v1/tiers HTTP/1.1|Host: a|Origin: http://b|Access-Control-Request-Method: GET||",
                "BREW /coffee HTTP/1.1|Host: here||",
                "GET /v1/tiers HTTP/1.1|Host: here|bad header||",
                "nonsense||"
            })
    void so_does_what_is_said_to_a_request_that_is_hardly_one(String request) throws Exception {
        try (RawConnection connection = RawConnection.to(HOUSE.port())) {
            String head = connection.write(request.replace("|", "\r\n")).head();

            assertThat(head).matches("(?s)HTTP/1\\.[01] (204|[45]).*");
            for (String name : ALWAYS) {
                assertThat(head.toLowerCase(java.util.Locale.ROOT))
                        .contains("\n" + name.toLowerCase(java.util.Locale.ROOT) + ":");
            }
        }
    }

    @Test
    void an_accident_and_an_outage_carry_it() throws Exception {
        try (House broken = House.open()) {
            broken.core.breakStorage();

            HttpResponse<String> response =
                    broken.get(
                            "/v1/comparisons/01900000-0000-7000-8000-000000000001",
                            "Authorization",
                            broken.bearer(Tier.FREE));

            assertThat(response.statusCode()).isEqualTo(500);
            assertSafe("an accident", response.headers());
        }
        try (House draining = House.open()) {
            draining.ready.set(false);

            HttpResponse<String> response = draining.get("/health/readiness");

            assertThat(response.statusCode()).isEqualTo(503);
            assertSafe("an outage", response.headers());
        }
    }

    @Test
    void tls_is_insisted_on_where_there_is_tls_and_only_there() throws Exception {
        assertThat(HOUSE.get("/").headers().firstValue("Strict-Transport-Security")).isEmpty();
        try (House secure = House.open(Map.of("http-api.public-url", "https://compare.example"))) {
            for (String path : List.of("/", "/v1/tiers", "/nowhere")) {
                assertThat(secure.get(path).headers().firstValue("Strict-Transport-Security"))
                        .hasValue("max-age=31536000");
            }
        }
    }

    /// Pages run what they bring in files of their own, so that no text in them ever can.
    @ParameterizedTest
    @ValueSource(strings = {"/", "/verify", "/reset", "/email", "/docs"})
    void a_page_has_no_script_and_no_style_in_it_and_takes_nothing_from_elsewhere(String path)
            throws Exception {
        HttpResponse<String> response = HOUSE.get(path);
        String page = response.body();

        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("script-src 'self'", "style-src 'self'", "connect-src 'self'");
        assertThat(page).doesNotContain("<style", " style=").doesNotContainPattern(" on[a-z]+=");
        assertThat(page.replaceAll("<script[^>]* src=\"/[^>]*></script>", ""))
                .doesNotContain("<script");
        Matcher loaded = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
        while (loaded.find()) {
            assertThat(loaded.group(1)).matches("(/[^/].*|data:,|#.*)");
        }
    }

    @Test
    void a_field_for_a_password_masks_it_and_takes_what_is_pasted_or_remembered() throws Exception {
        for (String script : List.of("letter.js", "views/you.js", "views/leaving.js")) {
            assertThat(HOUSE.get("/assets/0/" + script).body())
                    .contains("type: 'password', autocomplete")
                    .doesNotContain("paste", "autocomplete: 'off'");
        }
    }
}
