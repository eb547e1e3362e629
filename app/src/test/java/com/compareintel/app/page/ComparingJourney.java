package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// People ask, watch, look closer and keep, in demo mode.
@Timeout(240)
final class ComparingJourney {
    private static final String ENDED = ".turn:last-child:not([data-status=running])";

    @RegisterExtension
    private static final ServedPage SERVED =
            new ServedPage(() ->
                    RunningProduct.options()
                            .upstream(LocalUpstreamOptions.demo())
                            .set("visitors.network-comparisons-per-minute", 1_000)
                            .set("visitors.network-open-at-once", 100)
                            .set("tiers.anonymous.credits", 1_000)
                            .set("tiers.anonymous.comparisons-per-minute", 1_000));

    private static void ask(Page page, String prompt) {
        page.fill("#prompt", prompt);
        page.press("#prompt", "Enter");
    }

    private static void choose(Page page, String... models) {
        page.click("#choose");
        page.getByText("Clear all").click();
        for (String model : models) {
            page.locator("input[value='" + model + "']").check();
        }
        page.getByText("Done", new Page.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void somebody_compares_looks_closer_and_asks_on() {
        Page page = SERVED.browser().desk();
        PageBrowser.look(page, "welcome");
        page.fill("#prompt", "Explain tides to a child.");
        assertThat(page.locator(".estimate[data-state=known]")).containsText("at most");
        page.press("#prompt", "Enter");
        page.waitForSelector(".answer[data-state=running]");
        PageBrowser.look(page, "answering");
        page.waitForSelector(ENDED);

        assertThat(page.locator(".answer[data-state=completed]")).hasCount(3);
        assertThat(page.locator(".answer .facts").first()).containsText("First token");
        assertThat(page.locator(".turn-status")).containsText("Charged");
        assertThat(page.locator(".summary tbody tr")).hasCount(3);
        PageBrowser.look(page, "answered");

        page.locator(".answer").first().getByLabel("Difference").click();
        assertThat(page.locator(".difference ins").first()).isVisible();
        PageBrowser.look(page, "difference");
        page.keyboard().press("Escape");
        page.locator(".answer").first().getByLabel("Raw text").click();
        assertThat(page.locator(".answer .raw").first()).containsText("**demo**");

        ask(page, "And shorter?");
        page.waitForSelector(".turn:nth-child(2):not([data-status=running])");
        assertThat(page.locator(".turn:nth-child(2) .answer").first()).containsText("question 2");

        page.locator(".turn:nth-child(2) .answer").first().getByLabel("Go on with").click();
        PageBrowser.look(page, "go-on");
        page.locator("dialog")
                .getByText("Go on", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".turn").first().locator(".answer")).hasCount(1);
    }

    @Test
    void a_reload_and_a_lost_network_lose_nothing() {
        Page page = SERVED.browser().desk();
        choose(page, "demo/robin:free", "demo/wren");
        ask(page, "Explain tides to a child.");
        page.waitForSelector("[data-model='demo/robin:free'] .prose p");
        page.reload();
        page.waitForSelector(".answer .prose p");
        page.context().setOffline(true);
        assertThat(page.locator(".notice").first()).containsText("You are offline");
        page.context().setOffline(false);
        page.waitForSelector(ENDED);

        assertThat(page.locator(".answer[data-state=completed]")).hasCount(2);
        assertThat(page.locator("[data-model='demo/robin:free'] .prose")).containsText("You asked");
    }

    @Test
    void everything_is_stopped_by_one_key() {
        Page page = SERVED.browser().desk();
        choose(page, "demo/robin:free", "demo/wren");
        ask(page, "Explain tides to a child.");
        page.waitForSelector("[data-model='demo/robin:free'] .prose p");
        page.keyboard().press("Escape");
        page.waitForSelector(ENDED);

        assertThat(page.locator("[data-model='demo/robin:free'] .state")).hasText("Stopped");
        assertThat(page.locator("[data-model='demo/robin:free']").getByLabel("Ask again"))
                .isVisible();
    }

    @Test
    void twelve_models_are_readable_in_the_dark() {
        Page page =
                SERVED.browser()
                        .visit(
                                new Browser.NewContextOptions()
                                        .setViewportSize(1440, 900)
                                        .setColorScheme(ColorScheme.DARK)
                                        .setExtraHTTPHeaders(
                                                Map.of(
                                                        "Authorization",
                                                        "Bearer "
                                                                + SERVED.product()
                                                                        .key(Tier.PRO_PLUS))));
        page.click("#choose");
        page.getByText("Clear all").click();
        for (Locator box : page.locator(".models input").all()) {
            box.check();
        }
        PageBrowser.look(page, "picker-dark");
        page.keyboard().press("Escape");
        ask(page, "Explain tides to a child.");
        page.waitForSelector(ENDED);

        assertThat(page.locator(".answer[data-state=completed]")).hasCount(12);
        PageBrowser.look(page, "twelve-dark");
    }

    private static void touch(CDPSession finger, String what, int... across) {
        JsonArray points = new JsonArray();
        for (int x : across) {
            JsonObject point = new JsonObject();
            point.addProperty("x", x);
            point.addProperty("y", 420);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", what);
        event.add("touchPoints", points);
        finger.send("Input.dispatchTouchEvent", event);
    }

    /// A finger is put on the answer in view, and moves across it.
    private static void swipe(Page page, int from, int to) {
        CDPSession finger = page.context().newCDPSession(page);
        touch(finger, "touchStart", from);
        for (int step = 1; step <= 12; step++) {
            touch(finger, "touchMove", from + (to - from) * step / 12);
        }
        touch(finger, "touchEnd");
    }

    @Test
    void on_a_phone_one_answer_is_read_at_a_time() {
        Page page =
                SERVED.browser()
                        .visit(
                                new Browser.NewContextOptions()
                                        .setViewportSize(390, 844)
                                        .setIsMobile(true)
                                        .setHasTouch(true));
        ask(page, "Explain tides to a child.");
        page.waitForSelector(ENDED);
        Locator tabs = page.locator(".tab");
        page.locator(".columns").scrollIntoViewIfNeeded();
        assertThat(tabs.nth(0)).hasAttribute("aria-current", "true");
        swipe(page, 320, 80);
        assertThat(tabs.nth(1)).hasAttribute("aria-current", "true");
        assertThat(tabs.nth(0)).not().hasAttribute("aria-current", "true");
        PageBrowser.look(page, "phone");
        swipe(page, 80, 320);
        assertThat(tabs.nth(0)).hasAttribute("aria-current", "true");
        tabs.last().click();

        assertThat(tabs.last()).hasAttribute("aria-current", "true");
        assertThat(tabs.first()).not().hasAttribute("aria-current", "true");
    }

    @Test
    void what_was_compared_is_found_renamed_and_deleted() {
        Page page = SERVED.browser().desk();
        ask(page, "Where do herons sleep?");
        page.waitForSelector(ENDED);
        page.click("#history");
        page.fill("dialog input[type=search]", "herons");
        assertThat(page.locator(".history-list li")).hasCount(1);
        PageBrowser.look(page, "history");

        page.getByLabel("Rename").click();
        page.fill("dialog:last-of-type form input", "Herons");
        page.getByText("Save").click();
        assertThat(page.locator(".history-list .open")).containsText("Herons");
        page.getByLabel("Export").click();
        PageBrowser.look(page, "export");
        String name =
                page.waitForDownload(() -> page.getByText("Page to print").click())
                        .suggestedFilename();
        assertThat(name).isEqualTo("Herons.html");
        page.getByLabel("Delete").click();
        PageBrowser.look(page, "delete");
        page.getByText("Delete for good").click();
        assertThat(page.locator(".history-list li")).hasCount(0);
        assertThat(page.locator(".turn")).hasCount(0);
    }

    @Test
    void what_is_beyond_the_tier_is_archived_and_the_page_says_why() {
        Page page = SERVED.browser().desk();
        choose(page, "demo/sparrow");
        for (String prompt : List.of("First?", "Second?", "Third?")) {
            page.click("#new");
            ask(page, prompt);
            page.waitForSelector(ENDED);
        }
        page.click("#history");
        assertThat(page.locator(".history-list li")).hasCount(2);
        page.getByText("Archived").click();

        assertThat(page.locator(".history-list li")).hasCount(1);
        assertThat(page.locator(".history-list")).containsText("First?");
        assertThat(page.locator(".history")).containsText("the 2 latest conversations");
        PageBrowser.look(page, "archived");
    }

    @Test
    void a_tier_is_explained_and_a_full_choice_too() {
        Page page = SERVED.browser().desk();
        page.click("#choose");

        assertThat(page.locator("input[value='demo/owl']")).isDisabled();
        assertThat(page.locator(".models")).containsText("Needs Starter");
        page.getByText("Presets").click();
        assertThat(page.getByText("Save this choice")).isVisible();
        PageBrowser.look(page, "picker");
        page.locator("input[value='demo/finch']").click();
        assertThat(page.locator(".count")).containsText("Remove one");
        page.fill("dialog input[type=search]", "no such model");
        assertThat(page.getByText("No model is like that")).isVisible();
    }

    private static void press(Page page, String key, int times) {
        for (int time = 0; time < times; time++) {
            page.keyboard().press(key);
        }
    }

    @Test
    void hands_never_leave_the_keyboard() {
        Page page = SERVED.browser().desk();
        assertThat(page.locator("#prompt")).isFocused();
        page.keyboard().type("Explain tides");
        press(page, "Shift+Enter", 1);
        page.keyboard().type("to a child.");
        assertThat(page.locator("#prompt")).hasValue("Explain tides\nto a child.");

        press(page, "Tab", 4);
        assertThat(page.locator("#choose")).isFocused();
        press(page, "Enter", 1);
        assertThat(page.locator("dialog input[type=search]")).isFocused();
        page.keyboard().type("swift");
        press(page, "Tab", 7);
        assertThat(page.locator("input[value='demo/swift']")).isFocused();
        press(page, "Escape", 1);
        assertThat(page.locator("#choose")).isFocused();

        press(page, "Shift+Tab", 4);
        press(page, "Enter", 1);
        page.waitForSelector(ENDED);
        page.evaluate("document.activeElement.blur()");
        press(page, "/", 1);
        assertThat(page.locator("#prompt")).isFocused();
        assertThat(page.locator("#prompt")).hasValue("");
    }

    @Test
    void what_comes_before_the_first_comparison_is_small() {
        Page page = SERVED.browser().blank(new Browser.NewContextOptions());
        AtomicLong bytes = new AtomicLong();
        CDPSession network = page.context().newCDPSession(page);
        network.on(
                "Network.loadingFinished",
                loaded -> bytes.addAndGet(loaded.get("encodedDataLength").getAsLong()));
        network.send("Network.enable");
        page.navigate("/");
        page.fill("#prompt", "Explain tides to a child.");
        assertThat(page.locator(".estimate[data-state=known]")).isVisible();

        System.out.printf("%d bytes before the first comparison%n", bytes.get());
        assertThat(bytes.get()).isBetween(20L * 1024, 200L * 1024);
    }
}
