package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Somebody signs up on the page, confirms by the letter's link, logs in, makes a key, and leaves
/// for good; somebody else runs out of credits; staff give some.
@Timeout(240)
final class AccountOnPageJourney {
    private static final Pattern LINK = Pattern.compile("/verify#\\S+");

    @TempDir private Path directory;

    @Test
    void from_the_sign_up_to_a_key_and_to_leaving_for_good() throws Exception {
        PageBrowser.assumeInstalled();
        Path mail = Files.createDirectory(directory.resolve("mail"));
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .upstream(LocalUpstreamOptions.demo())
                                        .set("DATA_DIR", directory));
                PageBrowser browser = PageBrowser.open(product.uri())) {
            Page page = browser.desk();
            page.locator("#nav").getByText("Account").click();
            page.fill("#signup input[type=email]", "ada@example.org");
            page.fill("#signup input[type=password]", "a tide of two seas");
            page.click("#signup button[type=submit]");
            assertThat(page.locator("#signup")).containsText("A letter is on its way");
            PageBrowser.look(page, "account-signed-up");

            page.waitForCondition(() -> link(mail).find());
            Page letter = page.context().newPage();
            letter.navigate(product.uri() + linkIn(mail));
            letter.click("#confirm");
            letter.getByText("Log in").click();
            letter.fill("#login input[type=email]", "ada@example.org");
            letter.fill("#login input[type=password]", "a tide of two seas");
            letter.click("#login button[type=submit]");
            letter.waitForSelector("#logout");
            PageBrowser.look(letter, "account");

            letter.locator(".sections").getByText("API keys").click();
            letter.fill("#issue input >> nth=0", "nightly");
            letter.click("#issue button[type=submit]");
            assertThat(letter.locator("#secret")).hasText(Pattern.compile("ci_[0-9A-Za-z]{38}"));
            PageBrowser.look(letter, "keys");
            letter.locator(".sections").getByText("Credits").click();
            assertThat(letter.locator(".panel h2").first()).containsText("100 credits left");
            assertThat(letter.locator(".other")).containsText("Nothing was used in these 30 days.");
            letter.getByText("12 months").click();
            assertThat(letter.locator(".other"))
                    .containsText("Nothing was used in these 12 months.");
            assertThat(letter.locator(".other")).containsText("At the beginning");
            PageBrowser.look(letter, "credits");

            letter.reload();
            assertThat(letter.locator("#nav")).containsText("ada@example.org");
            letter.navigate(product.uri() + "/#/account");
            letter.click("#logout");
            assertThat(letter.locator("#login")).isVisible();

            letter.fill("#login input[type=email]", "ada@example.org");
            letter.fill("#login input[type=password]", "a tide of two seas");
            letter.click("#login button[type=submit]");
            letter.fill("#leave input[type=password]", "a tide of two seas");
            letter.locator("#leave input[type=checkbox]").check();
            letter.click("#leave button[type=submit]");
            assertThat(letter.locator("#login")).isVisible();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void who_has_too_little_left_is_told_what_can_be_done() {
        PageBrowser.assumeInstalled();
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .upstream(LocalUpstreamOptions.demo())
                                        .set("tiers.anonymous.credits", 1)
                                        .set("DATA_DIR", directory));
                PageBrowser browser = PageBrowser.open(product.uri())) {
            Page page = browser.desk();
            page.fill("#prompt", "Explain tides to a child.");
            page.press("#prompt", "Enter");
            page.waitForSelector(".turn:not([data-status=running])");
            page.fill("#prompt", "And once more.");
            assertThat(page.locator(".estimate[data-state=refused]")).containsText("you have 0");
            page.press("#prompt", "Enter");

            assertThat(page.locator(".trouble")).containsText("0 are left");
            assertThat(page.locator(".trouble")).containsText("Log in or sign up");
            assertThat(page.inputValue("#prompt")).isEqualTo("And once more.");
            PageBrowser.look(page, "out-of-credit");
        }
    }

    @Test
    void staff_give_credit_and_it_is_written_down() {
        PageBrowser.assumeInstalled();
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .upstream(LocalUpstreamOptions.demo())
                                        .set("DATA_DIR", directory));
                PageBrowser browser = PageBrowser.open(product.uri())) {
            product.key(Tier.STARTER);
            Page page =
                    browser.visit(
                            new Browser.NewContextOptions()
                                    .setViewportSize(1280, 860)
                                    .setExtraHTTPHeaders(
                                            Map.of(
                                                    "Authorization",
                                                    "Bearer " + product.ownerKey())));
            page.navigate("/#/account/desk");
            page.getByLabel("Open test").click();
            page.fill("#amount", "50");
            page.locator("form:has(#amount) input").last().fill("For an outage");
            page.getByText("Give or take").click();
            assertThat(page.locator(".other")).containsText("770 of 770 credits left");
            assertThat(page.locator(".other")).containsText("For an outage");

            page.selectOption("#role", "support");
            page.locator("form:has(#role) input").fill("Answers letters");
            page.getByText("Change role").click();
            assertThat(page.locator(".other")).containsText("staff: support");
            PageBrowser.look(page, "desk");

            page.getByLabel("Change Demo · Wren").click();
            page.locator("#sell input[type=checkbox]").check();
            page.locator("#sell input").last().fill("Out of order");
            page.getByText("Sell it so").click();
            assertThat(page.locator("tr:has-text('Wren')").first()).containsText("hidden");
            assertThat(page.locator(".other")).containsText("Out of order");
            PageBrowser.look(page, "desk-models");
            page.navigate("/");
            page.reload();
            page.click("#choose");
            assertThat(page.locator("input[value='demo/owl']")).isVisible();
            assertThat(page.locator("input[value='demo/wren']")).hasCount(0);
        }
    }

    private static Matcher link(Path mail) {
        try (Stream<Path> letters = Files.list(mail)) {
            Path letter = letters.findFirst().orElse(null);
            return LINK.matcher(letter == null ? "" : Files.readString(letter));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static String linkIn(Path mail) {
        Matcher link = link(mail);
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
