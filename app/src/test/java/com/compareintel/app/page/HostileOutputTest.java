package com.compareintel.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.Rounds;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whatever models, providers, titles, names and refusals say, wherever it is shown, at whatever
/// point of its stream, and in whatever is saved: it stays text.
@Timeout(1_800)
final class HostileOutputTest {
    private static final int GROWING_AT_ONCE = 60;
    private static final int SHOWN_AT_ONCE = 12;
    private static final Pattern HOME = Pattern.compile("src=\"(/assets/[^/]+)/main\\.js\"");
    private static final Pattern POLICY = Pattern.compile("<meta http-equiv=\"[^>]*>");
    private static final String CHECK = script("check");

    @RegisterExtension
    private static final ServedPage SERVED =
            new ServedPage(() -> RunningProduct.options().upstream(LocalUpstreamOptions.demo()));

    private static String script(String name) {
        try (InputStream file = HostileOutputTest.class.getResourceAsStream(name + ".js")) {
            if (file == null) {
                throw new AssertionError("no script " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// As many of them as there is time for, in an order of its own.
    private static List<List<String>> payloads(int inTheGate, int atOnce) {
        List<String> all = new ArrayList<>(Payloads.all());
        assertThat(all).hasSizeGreaterThanOrEqualTo(1_500);
        long seed = System.nanoTime();
        System.out.println("HostileOutputTest: payloads in the order of seed " + seed);
        Collections.shuffle(all, new Random(seed));
        int count = Rounds.between(inTheGate, all.size());
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < count; from += atOnce) {
            parts.add(List.copyOf(all.subList(from, Math.min(from + atOnce, count))));
        }
        return parts;
    }

    /// Runs a script of this package in the page, with the means to check what came of it.
    private static Object run(Page page, String name, List<String> payloads) {
        Matcher home = HOME.matcher(page.content());
        assertThat(home.find()).isTrue();
        Map<String, Object> given = new HashMap<>();
        given.put("home", home.group(1));
        given.put("payloads", payloads);
        given.put("stride", Rounds.areFull() ? 1 : 5);
        return page.evaluate(
                "given => { const check = %s; return (%s)(given, check); }"
                        .formatted(CHECK, script(name)),
                given);
    }

    @Test
    void an_answer_executes_and_fetches_nothing_at_whatever_point_of_its_stream() {
        Page page = SERVED.browser().desk();
        List<Object> wrong = new ArrayList<>();
        int payloads = 0;
        long prefixes = 0;
        for (List<String> part : payloads(GROWING_AT_ONCE, GROWING_AT_ONCE)) {
            Map<?, ?> found = (Map<?, ?>) run(page, "growing", part);
            wrong.addAll((List<?>) found.get("wrong"));
            payloads += part.size();
            prefixes += Long.parseLong(String.valueOf(found.get("prefixes")));
        }
        System.out.printf("HostileOutputTest: %d prefixes of %d payloads%n", prefixes, payloads);

        assertThat(wrong).isEmpty();
    }

    @Test
    void nothing_that_is_shown_or_saved_executes_or_fetches_anything() {
        List<Object> wrong = new ArrayList<>();
        Page paper = SERVED.browser().desk();
        String[] printable = {""};
        paper.route(
                "**/printed",
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("text/html; charset=utf-8")
                                        .setBody(printable[0])));
        int payloads = 0;
        long looks = 0;
        for (List<String> part : payloads(SHOWN_AT_ONCE * 2, SHOWN_AT_ONCE)) {
            Page page = SERVED.browser().desk();
            Map<?, ?> found = (Map<?, ?>) run(page, "views", part);
            wrong.addAll((List<?>) found.get("wrong"));
            payloads += part.size();
            looks += Long.parseLong(String.valueOf(found.get("looks")));
            page.context().close();

            String saved = String.valueOf(found.get("printable"));
            assertThat(saved).containsPattern(POLICY);
            // Nothing may happen without the policy either.
            printable[0] = POLICY.matcher(saved).replaceFirst("");
            paper.navigate("/printed");
            wrong.addAll(
                    (List<?>)
                            paper.evaluate(
                                    "place => (%s)(document.body, place)".formatted(CHECK),
                                    "printed " + part));
            assertThat(paper.evaluate("document.scripts.length")).isEqualTo(0);
        }
        System.out.printf("HostileOutputTest: %d looks at views of %d payloads%n", looks, payloads);

        assertThat(wrong).isEmpty();
    }
}
