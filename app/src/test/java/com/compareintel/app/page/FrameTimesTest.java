package com.compareintel.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Twelve columns at fifty chunks a second each: how long frames take meanwhile.
@Timeout(240)
final class FrameTimesTest {
    private static final int COLUMNS = 12;
    private static final double PROMISED_MILLIS = 100;

    private static final String WATCH =
            """
            () => {
              window.frames = [];
              let last = performance.now();
              const next = now => { window.frames.push(now - last); last = now; requestAnimationFrame(next); };
              requestAnimationFrame(next);
            }
            """;

    @Test
    void twelve_columns_keep_the_page_responsive() {
        PageBrowser.assumeInstalled();
        int tokens = Rounds.between(60, 1_500);
        String[] models =
                IntStream.range(0, COLUMNS)
                        .mapToObj(column -> "fake/rate-50-count-" + (tokens + column))
                        .toArray(String[]::new);
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .upstream(
                                                LocalUpstreamOptions.faulty()
                                                        .extraModels(models)));
                PageBrowser browser = PageBrowser.open(product.uri())) {
            Page page =
                    browser.visit(
                            new Browser.NewContextOptions()
                                    .setViewportSize(1440, 900)
                                    .setExtraHTTPHeaders(
                                            Map.of(
                                                    "Authorization",
                                                    "Bearer " + product.key(Tier.PRO_PLUS))));
            page.evaluate(
                    "models => localStorage.setItem('models', JSON.stringify(models))",
                    List.of(models));
            page.reload();
            page.waitForSelector(".chips li:nth-child(12)");
            page.fill("#prompt", "Count, please.");
            page.evaluate(WATCH);
            page.press("#prompt", "Enter");
            page.waitForSelector(".turn:not([data-status=running])");

            List<Double> frames =
                    ((List<?>) page.evaluate("frames"))
                            .stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
            double slow = frames.get(frames.size() * 95 / 100);
            System.out.printf(
                    "%d frames, of which 95 in 100 took at most %.0f ms, the longest %.0f ms%n",
                    frames.size(), slow, frames.getLast());
            assertThat(frames).hasSizeGreaterThan(10);
            if (Rounds.areFull()) {
                assertThat(slow).isLessThanOrEqualTo(PROMISED_MILLIS);
            }
        }
    }
}
