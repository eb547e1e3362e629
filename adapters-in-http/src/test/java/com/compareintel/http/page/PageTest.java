package com.compareintel.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.House;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PageTest {
    private static final House HOUSE = House.open();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/page.css, text/css; charset=utf-8",
        "/page.js, text/javascript; charset=utf-8",
        "/verify, text/html; charset=utf-8",
        "/verify.js, text/javascript; charset=utf-8",
        "/reset, text/html; charset=utf-8",
        "/reset.js, text/javascript; charset=utf-8",
        "/email, text/html; charset=utf-8",
        "/email.js, text/javascript; charset=utf-8"
    })
    void the_page_and_its_files_are_served_with_what_keeps_them_safe(String path, String type)
            throws Exception {
        HttpResponse<String> response = HOUSE.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(response.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() throws Exception {
        String page = HOUSE.get("/").body();

        assertThat(page)
                .contains("src=\"/page.js\"", "href=\"/page.css\"")
                .doesNotContain("http://", "https://", "style=", " onclick", "<style");
        assertThat(page.replaceAll("<script[^>]*></script>", "")).doesNotContain("<script");
        assertThat(HOUSE.get("/page.js").body()).doesNotContain("innerHTML", "eval(");
    }

    @Test
    void the_page_that_letters_lead_to_does_nothing_unasked() throws Exception {
        String page = HOUSE.get("/verify").body();
        String script = HOUSE.get("/verify.js").body();

        assertThat(page)
                .contains("src=\"/verify.js\"", "href=\"/page.css\"")
                .doesNotContain("http://", "https://", "style=", " onclick", "<style");
        assertThat(script)
                .contains("'click'", "/v1/auth/verify", "location.hash")
                .doesNotContain("innerHTML", "eval(");
    }

    @Test
    void so_does_the_page_that_a_password_is_chosen_on() throws Exception {
        String page = HOUSE.get("/reset").body();
        String script = HOUSE.get("/reset.js").body();

        assertThat(page)
                .contains("src=\"/reset.js\"", "autocomplete=\"new-password\"")
                .doesNotContain("http://", "https://", "style=", " onclick", "<style");
        assertThat(script)
                .contains("'submit'", "/v1/auth/reset", "location.hash")
                .doesNotContain("innerHTML", "eval(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.css", "/page.js", "/verify", "/verify.js", "/reset"})
    void what_a_browser_has_is_not_sent_again(String path) throws Exception {
        String tag = HOUSE.get(path).headers().firstValue("ETag").orElseThrow();

        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag)) {
            HttpResponse<String> again = HOUSE.get(path, "If-None-Match", known);

            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        }
        assertThat(HOUSE.get(path, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/index.html", "/public/index.html", "/page.jsx", "/../page.js", "/%2e%2e/"})
    void nothing_else_is_served(String path) throws Exception {
        assertThat(HOUSE.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void the_page_can_be_asked_for_its_head() throws Exception {
        HttpResponse<String> head =
                HOUSE.send(HOUSE.to("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
