package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The states that nobody hopes for, and the rarer ones: each is designed, and can be used by
/// everybody.
@Timeout(240)
final class StatesOfPageJourney {
    private static final String SERVICE = "**/v1/**";
    private static final String ENDED = ".turn:last-child:not([data-status=running])";

    private static final String ENDLESS = "fake/rate-20-count-2000";
    private static final String TALKATIVE = "fake/rate-200-count-20000";

    @RegisterExtension
    private static final ServedPage SERVED =
            new ServedPage(() ->
                    RunningProduct.options()
                            .upstream(LocalUpstreamOptions.faulty().extraModels(ENDLESS, TALKATIVE))
                            .set("visitors.network-comparisons-per-minute", 1_000)
                            .set("tiers.anonymous.credits", 1_000));

    /// Keeps what is said to those who listen.
    private static final String LISTEN =
            """
            () => {
              window.heard = [];
              const region = document.querySelector('[aria-live]');
              new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {childList: true});
              return region.getAttribute('aria-live') + ' ' + region.getAttribute('role');
            }
            """;

    private static Browser.NewContextOptions desk() {
        return new Browser.NewContextOptions().setViewportSize(1280, 860);
    }

    private static Page deskWith(String... models) {
        Page page = SERVED.browser().blank(desk());
        page.addInitScript(
                "localStorage.setItem('models', JSON.stringify(['%s']))"
                        .formatted(String.join("', '", models)));
        page.navigate("/");
        page.waitForSelector(".chips li");
        return page;
    }

    private static boolean holds(Page page, String expression) {
        return Boolean.TRUE.equals(page.evaluate("Boolean(" + expression + ")"));
    }

    private static void ask(Page page, String prompt) {
        page.fill("#prompt", prompt);
        page.press("#prompt", "Enter");
    }

    @Test
    void the_page_is_there_before_the_service_has_answered_anything() {
        Page page = SERVED.browser().blank(desk());
        page.route(SERVICE, kept -> {});
        page.navigate("/");

        assertThat(page.locator("#prompt")).isFocused();
        assertThat(page.locator(".welcome h2")).isVisible();
        page.waitForCondition(
                () -> holds(page, "performance.getEntriesByName('first-contentful-paint').length"));
        page.click("#choose");
        assertThat(page.locator("dialog")).containsText("Loading the models");
        PageBrowser.look(page, "loading");
    }

    @Test
    void a_service_that_is_away_is_named_and_asked_again() {
        Page page = SERVED.browser().blank(desk());
        page.route(SERVICE, Route::abort);
        page.navigate("/");

        assertThat(page.getByText("The service cannot be reached right now.")).isVisible();
        PageBrowser.look(page, "service-away");
        page.unroute(SERVICE);
        page.getByText("Try again").click();
        assertThat(page.locator(".chips li")).hasCount(3);
    }

    @Test
    void who_is_offline_is_told_what_becomes_of_what_was_written() {
        Page page = SERVED.browser().desk();
        page.fill("#prompt", "Written offline");
        page.context().setOffline(true);
        assertThat(page.locator(".notice").first()).containsText("You are offline");
        PageBrowser.look(page, "offline");
        page.context().setOffline(false);

        assertThat(page.locator(".notice").first()).isHidden();
        assertThat(page.locator("#prompt")).hasValue("Written offline");
    }

    @Test
    void parameters_are_set_told_and_forgotten() {
        Page page = SERVED.browser().desk();
        page.getByText("Parameters").click();
        page.fill("[name=temperature]", "0.2");
        PageBrowser.look(page, "parameters");
        page.keyboard().press("Escape");
        assertThat(page.getByText("Parameters (changed)")).isFocused();

        page.getByText("Parameters (changed)").click();
        page.getByText("Reset").click();
        assertThat(page.getByText("Parameters (changed)")).hasCount(0);
    }

    @Test
    void what_is_empty_says_what_will_be_there() {
        Page page = SERVED.browser().desk();
        page.click("#history");
        assertThat(page.locator(".history")).containsText("Nothing yet");
        PageBrowser.look(page, "history-empty");
        page.keyboard().press("Escape");
        page.locator("#nav").getByText("Account").click();
        assertThat(page.locator("#login")).isVisible();
        PageBrowser.look(page, "account-visitor");
        page.locator(".sections").getByText("Credits").click();
        assertThat(page.locator(".panel h2").first()).containsText("credits left");
        PageBrowser.look(page, "credits-visitor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "reset", "email"})
    void a_letter_that_is_too_old_says_so(String kind) {
        Page page = SERVED.browser().blank(desk());
        page.navigate("/" + kind + "#long-gone");
        if (kind.equals("reset")) {
            page.fill("#password", "a tide of two seas");
        }
        page.click("#confirm");

        assertThat(page.locator("#status")).containsText("no longer good");
        PageBrowser.look(page, "letter-" + kind);
    }

    @Test
    void an_answer_that_fails_says_why_and_is_asked_for_again() {
        Page page = deskWith("fake/truncate-after-5", "demo/sparrow");
        ask(page, "What is a tide?");
        page.waitForSelector(ENDED);
        page.waitForSelector(".answer[data-state=failed] .note");
        PageBrowser.look(page, "failed");

        page.locator(".answer[data-state=failed]").getByLabel("Ask again").click();
        page.waitForSelector(".turn:nth-child(2):not([data-status=running])");
        assertThat(page.locator(".turn:nth-child(2) .answer")).hasCount(1);
    }

    @Test
    void one_answer_fills_the_screen_and_leads_back() {
        Page page = deskWith("demo/sparrow", "demo/swift");
        ask(page, "What is a tide?");
        page.waitForSelector(ENDED);
        page.locator(".answer").first().getByLabel("Full screen").click();
        assertThat(page.locator("dialog.full .prose")).isVisible();
        PageBrowser.look(page, "full-screen");
        page.keyboard().press("Escape");

        assertThat(page.locator(".answer").first().getByLabel("Full screen")).isFocused();
    }

    private static Locator column(Page page, String model) {
        return page.locator(".answer[data-model='" + model + "']");
    }

    /// Waits until an answer is so many characters longer than it is now.
    private static void awaitMore(Locator column, int characters) {
        Locator text = column.locator(".prose");
        int length = text.textContent().length();
        column.page().waitForCondition(() -> text.textContent().length() >= length + characters);
    }

    @Test
    void one_answer_is_stopped_and_copied_while_the_other_goes_on() {
        Page page = deskWith(TALKATIVE, ENDLESS);
        ask(page, "Count, please.");
        Locator stopped = column(page, TALKATIVE);
        Locator other = column(page, ENDLESS);
        awaitMore(stopped, 20);
        awaitMore(other, 20);
        stopped.getByLabel("Stop:").click();

        assertThat(stopped.locator(".state")).hasText("Stopped");
        awaitMore(other, 20);
        assertThat(other.locator(".state")).hasText("Answering");
        stopped.getByLabel("Copy:").click();
        // The clipboard takes its time, and the page says when.
        page.waitForFunction(
                "() => document.querySelector('p[aria-live]').textContent.includes('Copied')");
        page.focus("#prompt");
        page.keyboard().press("Control+V");
        stopped.getByLabel("Raw text:").click();
        assertThat(stopped.locator(".raw")).isVisible();
        assertThat(page.locator("#prompt")).hasValue(stopped.locator(".raw").textContent());
        page.keyboard().press("Escape");
        page.waitForSelector(ENDED);
        assertThat(other.locator(".state")).hasText("Stopped");
    }

    @Test
    void what_is_stopped_before_the_service_has_answered_is_stopped_all_the_same() {
        Page page = deskWith(ENDLESS, TALKATIVE);
        List<Route> waiting = new ArrayList<>();
        page.route("**/v1/comparisons", waiting::add);
        ask(page, "Count, please.");
        page.waitForCondition(() -> !waiting.isEmpty());
        page.keyboard().press("Escape");
        assertThat(page.locator(".turn-status")).hasText("Stopping …");
        waiting.getFirst().resume();
        page.waitForSelector(ENDED);

        assertThat(page.locator(".answer[data-state=cancelled]")).hasCount(2);
    }

    private static int scrolled(Locator body) {
        return ((Number) body.evaluate("body => Math.round(body.scrollTop)")).intValue();
    }

    private static boolean isAtEnd(Locator body) {
        return Boolean.TRUE.equals(
                body.evaluate(
                        "body => body.scrollHeight - body.scrollTop - body.clientHeight < 2"));
    }

    @Test
    void an_answer_stays_where_its_reader_put_it_and_at_the_end_for_whoever_is_there() {
        Page page = deskWith(TALKATIVE);
        page.setViewportSize(800, 500);
        ask(page, "Count, please.");
        Locator answer = column(page, TALKATIVE);
        Locator body = answer.locator(".body");
        page.waitForCondition(() ->
                Boolean.TRUE.equals(
                        body.evaluate("it => it.scrollHeight > it.clientHeight + 200")));
        assertThat(scrolled(body)).isZero();

        body.hover();
        page.mouse().wheel(0, 60);
        page.waitForCondition(() -> scrolled(body) == 60);
        awaitMore(answer, 400);
        assertThat(scrolled(body)).isEqualTo(60);

        answer.getByLabel("To the end").click();
        for (int look = 0; look < 3; look++) {
            awaitMore(answer, 400);
            assertThat(isAtEnd(body)).isTrue();
        }

        body.hover();
        page.mouse().wheel(0, -100);
        page.waitForCondition(() -> !isAtEnd(body));
        int place = scrolled(body);
        awaitMore(answer, 400);
        assertThat(scrolled(body)).isEqualTo(place);
        page.keyboard().press("Escape");
        page.waitForSelector(ENDED);
    }

    @Test
    void who_listens_is_told_what_matters_and_not_every_word() {
        Page page = deskWith("demo/sparrow", "demo/swift");
        assertThat(page.evaluate(LISTEN)).isEqualTo("polite status");
        ask(page, "What is a tide?");
        page.waitForCondition(() -> holds(page, "heard.some(each => each.includes('Charged'))"));

        String heard = String.join(" ", ((List<?>) page.evaluate("heard")).toArray(String[]::new));
        assertThat(heard)
                .startsWith("2 models asked.")
                .contains("Sparrow: Done.", "Swift: Done.", "All answered. Charged")
                .hasSizeLessThan(160);
    }

    @Test
    void who_wants_no_motion_sees_none() {
        Page page = SERVED.browser().visit(desk().setReducedMotion(ReducedMotion.REDUCE));
        page.evaluate("localStorage.setItem('models', JSON.stringify(['%s']))".formatted(ENDLESS));
        page.reload();
        page.waitForSelector(".chips li");
        ask(page, "Count, please.");
        page.waitForSelector(".answer[data-state=running] .prose p");

        assertThat(
                        page.evaluate(
                                """
                                [...document.querySelectorAll('*')].flatMap(element => [null, '::before'].map(part => getComputedStyle(element, part)))
                                    .filter(style => style.animationName !== 'none' || style.scrollBehavior !== 'auto'
                                        || style.transitionDuration !== '0s').length
                                """))
                .isEqualTo(0);
        page.keyboard().press("Escape");
        page.waitForSelector(ENDED);
    }
}
