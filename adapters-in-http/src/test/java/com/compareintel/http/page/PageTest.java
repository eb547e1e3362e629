package com.compareintel.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.House;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PageTest {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^(?:import|export) [^;]*?'(\\.{1,2}/[^']+)'");
    private static final Path FILES = Path.of("src/main/resources/public/page");
    private static final House HOUSE = House.open();

    @AfterAll
    static void close() {
        HOUSE.close();
    }

    private static List<String> assets(String page) throws Exception {
        return ASSET.matcher(HOUSE.get(page).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String directory() throws Exception {
        String first = assets("/").getFirst();
        return first.substring(0, first.indexOf('/', "/assets/".length()) + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/verify", "/reset", "/email"})
    void a_page_is_served_with_what_keeps_it_safe(String path) throws Exception {
        HttpResponse<String> response = HOUSE.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type"))
                .containsExactly("text/html; charset=utf-8");
        assertThat(response.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "require-trusted-types-for 'script'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/verify", "/reset", "/email"})
    void a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(String path) throws Exception {
        String page = HOUSE.get(path).body();

        assertThat(page).doesNotContain("http://", "https://", "style=", " onclick", "<style");
        assertThat(page.replaceAll("<script[^>]*></script>", "")).doesNotContain("<script");
        for (String asset : assets(path)) {
            assertThat(HOUSE.get(asset).statusCode()).as(asset).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "reset", "email"})
    void a_page_that_letters_lead_to_does_nothing_unasked(String kind) throws Exception {
        assertThat(HOUSE.get("/" + kind).body())
                .contains("/letter.js\"", "data-kind=\"" + kind + "\"");
        assertThat(HOUSE.get(directory() + "letter.js").body())
                .contains("submit: act", "`/v1/auth/${kind}`", "location.hash");
    }

    @ParameterizedTest
    @CsvSource({
        "main.js, text/javascript; charset=utf-8",
        "styles/base.css, text/css; charset=utf-8",
        "lib/marked.js, text/javascript; charset=utf-8",
        "lib/prism/python.js, text/javascript; charset=utf-8",
        "lib/katex/katex.css, text/css; charset=utf-8",
        "lib/katex/fonts/KaTeX_Main-Regular.woff2, font/woff2"
    })
    void a_file_is_named_by_what_all_files_contain_and_kept_for_ever(String name, String type)
            throws Exception {
        HttpResponse<String> response = HOUSE.get(directory() + name);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValue("public, max-age=31536000, immutable");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void a_page_opened_before_a_renewal_is_given_todays_files_without_keeping_them()
            throws Exception {
        HttpResponse<String> response = HOUSE.get("/assets/0000000000000000/main.js");

        assertThat(response.body()).isEqualTo(HOUSE.get(directory() + "main.js").body());
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/verify", "/reset", "main.js"})
    void what_a_browser_has_is_not_sent_again(String name) throws Exception {
        String path = name.startsWith("/") ? name : directory() + name;
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
            strings = {
                "/index.html",
                "/public/index.html",
                "/page.js",
                "/../page.js",
                "/%2e%2e/",
                "/assets/x/../index.html",
                "/assets/x/%2e%2e/index.html",
                "/assets/x/nothing.js",
                "/assets/x/lib/katex/package.json"
            })
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

    @Test
    void what_comes_before_the_first_comparison_is_small() throws Exception {
        String directory = directory();
        int size = compressed(HOUSE.get("/").body());
        Set<String> loaded = new LinkedHashSet<>(assets("/"));
        Deque<String> waiting = new ArrayDeque<>(loaded);
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            String text = HOUSE.get(path).body();
            size += compressed(text);
            if (path.endsWith(".js") && !path.contains("/lib/")) {
                for (Matcher found = IMPORT.matcher(text); found.find(); ) {
                    String target =
                            Path.of(path).resolveSibling(found.group(1)).normalize().toString();
                    assertThat(target).startsWith(directory);
                    if (loaded.add(target)) {
                        waiting.add(target);
                    }
                }
            }
        }

        assertThat(loaded).hasSizeGreaterThan(20).anyMatch(path -> path.endsWith("marked.js"));
        assertThat(assets("/")).as("asked for at once").containsAll(loaded);
        assertThat(size).isLessThan(200 * 1024);
    }

    private static int compressed(String text) {
        try (Deflater deflater = new Deflater(6)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[bytes.length + 1024]);
        }
    }

    @Test
    void no_script_of_ours_makes_markup_or_is_long() throws IOException {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FILES)) {
            files.filter(Files::isRegularFile).forEach(scripts::add);
        }

        assertThat(scripts).hasSizeGreaterThan(20);
        for (Path script : scripts) {
            String text = Files.readString(script);
            assertThat(text)
                    .as(script.toString())
                    .doesNotContain(
                            "innerHTML",
                            "outerHTML =",
                            "insertAdjacentHTML",
                            "document.write",
                            "eval(");
            assertThat(text.lines().count()).as(script.toString()).isLessThanOrEqualTo(400);
        }
    }
}
