package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Somebody signs up on the page, confirms by the letter's link, logs in, makes a key, moves to
/// another address, forgets the password, and leaves for good; somebody else runs out of credits; a
/// customer goes beyond them; staff look things up and give some.
@Timeout(240)
final class AccountOnPageJourney {
    private static final String ENDED = ".turn:last-child:not([data-status=running])";
    private static final String PASSWORD = "a tide of two seas";
    private static final String ANOTHER_PASSWORD = "an ebb of three rivers";

    @TempDir private static Path directory;

    @RegisterExtension
    private static final ServedPage SERVED =
            new ServedPage(() ->
                    RunningProduct.options()
                            .upstream(LocalUpstreamOptions.demo())
                            .set("tiers.anonymous.credits", 1)
                            .set("DATA_DIR", directory));

    private static void logIn(Page page, String email, String password) {
        page.fill("#login input[type=email]", email);
        page.fill("#login input[type=password]", password);
        page.click("#login button[type=submit]");
    }

    private static Locator section(Page page, String name) {
        return page.locator(".sections").getByText(name);
    }

    @Test
    void from_the_sign_up_to_a_key_and_to_leaving_for_good() {
        Page page = SERVED.browser().desk();
        page.locator("#nav").getByText("Account").click();
        page.fill("#signup input[type=email]", "ada@example.org");
        page.fill("#signup input[type=password]", PASSWORD);
        page.click("#signup button[type=submit]");
        assertThat(page.locator("#signup")).containsText("A letter is on its way");
        PageBrowser.look(page, "account-signed-up");

        Page letter = page.context().newPage();
        letter.navigate(awaitLink(page, "verify"));
        letter.click("#confirm");
        letter.getByText("Log in").click();
        logIn(letter, "ada@example.org", PASSWORD);
        letter.waitForSelector("#logout");
        PageBrowser.look(letter, "account");

        section(letter, "API keys").click();
        letter.fill("#issue input >> nth=0", "nightly");
        letter.click("#issue button[type=submit]");
        assertThat(letter.locator("#secret")).hasText(Pattern.compile("ci_[0-9A-Za-z]{38}"));
        PageBrowser.look(letter, "keys");
        section(letter, "Credits").click();
        assertThat(letter.locator(".panel h2").first()).containsText("100 credits left");
        assertThat(letter.locator(".other")).containsText("Nothing was used in these 30 days.");
        letter.getByText("12 months").click();
        assertThat(letter.locator(".other")).containsText("Nothing was used in these 12 months.");
        assertThat(letter.locator(".other")).containsText("At the beginning");
        PageBrowser.look(letter, "credits");

        letter.reload();
        assertThat(letter.locator("#nav")).containsText("ada@example.org");
        section(letter, "You").click();
        letter.fill("#move input[type=password]", PASSWORD);
        letter.fill("#move input[type=email]", "ada@example.net");
        letter.click("#move button[type=submit]");
        assertThat(letter.locator("#move")).containsText("A letter is on its way");
        page.navigate(awaitLink(page, "email"));
        page.click("#confirm");
        assertThat(page.locator("#status")).containsText("Confirmed");
        letter.reload();
        assertThat(letter.locator("#nav")).containsText("ada@example.net");
        letter.click("#logout");
        assertThat(letter.locator("#login")).isVisible();

        letter.fill("#login input[type=email]", "ada@example.net");
        letter.click("#forgot");
        letter.getByText("Send the letter").click();
        assertThat(letter.locator("dialog")).containsText("a letter is on its way");
        PageBrowser.look(letter, "forgotten");
        letter.keyboard().press("Escape");
        page.navigate(awaitLink(page, "reset"));
        page.fill("#password", ANOTHER_PASSWORD);
        page.click("#confirm");
        assertThat(page.locator("#status")).containsText("Done");
        logIn(letter, "ada@example.net", ANOTHER_PASSWORD);
        letter.fill("#leave input[type=password]", ANOTHER_PASSWORD);
        letter.locator("#leave input[type=checkbox]").check();
        letter.click("#leave button[type=submit]");
        assertThat(letter.locator("#login")).isVisible();
    }

    @Test
    void who_has_too_little_left_is_told_what_can_be_done() {
        Page page = SERVED.browser().desk();
        page.fill("#prompt", "Explain tides to a child.");
        page.press("#prompt", "Enter");
        page.waitForSelector(ENDED);
        page.fill("#prompt", "And once more.");
        assertThat(page.locator(".estimate[data-state=refused]")).containsText("you have 0");
        page.press("#prompt", "Enter");

        assertThat(page.locator(".trouble")).containsText("0 are left");
        assertThat(page.locator(".trouble")).containsText("Log in or sign up");
        assertThat(page.locator("#prompt")).hasValue("And once more.");
        PageBrowser.look(page, "out-of-credit");
    }

    private static Page visitWith(String key) {
        return SERVED.browser()
                .visit(
                        new Browser.NewContextOptions()
                                .setViewportSize(1280, 860)
                                .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + key)));
    }

    /// A customer may go beyond the allowance, and compares.
    ///
    /// @return the comparison's id, as the customer finds it in the ledger
    private static String customer() {
        Page page = visitWith(SERVED.product().key(Tier.STARTER));
        page.fill("#prompt", "Explain tides to a child.");
        page.press("#prompt", "Enter");
        page.waitForSelector(ENDED);
        page.navigate("/#/account/credits");
        assertThat(page.locator(".other")).containsText("When your allowance is used up");
        page.fill("#overage input", "5");
        page.click("#overage button[type=submit]");
        assertThat(page.locator(".other"))
                .containsText("0 credits used, $0 owed, at most $5.00. Each costs");
        PageBrowser.look(page, "overage");
        page.getByText("Switch off").click();
        assertThat(page.locator(".other")).containsText("When your allowance is used up");
        return page.locator("td small").first().textContent();
    }

    @Test
    void staff_look_up_what_was_asked_give_credit_and_it_is_written_down() {
        String comparison = customer();
        Page page = visitWith(SERVED.product().ownerKey());
        page.navigate("/#/account/desk");
        Locator parts = page.locator(".desk-parts");
        parts.getByText("Comparisons").click();
        page.fill("#case", "00000000-0000-7000-8000-000000000000");
        page.getByText("Look it up").click();
        assertThat(page.locator(".desk-part")).containsText("There is no such comparison.");
        page.fill("#case", comparison);
        page.getByText("Look it up").click();
        assertThat(page.locator(".desk-part h3")).hasText("All answered");
        assertThat(page.locator(".desk-part tbody").first()).containsText("demo/");
        assertThat(page.locator(".desk-part tbody").last()).containsText("settled");
        PageBrowser.look(page, "desk-case");

        page.getByLabel("Open the account").click();
        page.fill("#amount", "50");
        page.locator("form:has(#amount) input").last().fill("For an outage");
        page.getByText("Give or take").click();
        assertThat(page.locator(".desk-part")).containsText("of 770 credits left");
        page.selectOption("#role", "support");
        page.locator("form:has(#role) input").fill("Answers letters");
        page.getByText("Change role").click();
        assertThat(page.locator(".desk-part")).containsText("staff: support");
        PageBrowser.look(page, "desk");

        parts.getByText("Models").click();
        page.getByLabel("Change Demo · Wren").click();
        page.locator("#sell input[type=checkbox]").check();
        page.locator("#sell input").last().fill("Out of order");
        page.getByText("Sell it so").click();
        assertThat(page.locator("tr:has-text('Wren')").first()).containsText("hidden");
        PageBrowser.look(page, "desk-models");
        parts.getByText("Figures").click();
        assertThat(page.locator(".desk-part tbody")).containsText("Starter");
        PageBrowser.look(page, "desk-figures");
        parts.getByText("Service").click();
        assertThat(page.locator(".desk-part")).containsText("Comparisons that run");
        assertThat(page.locator(".desk-part")).containsText("Logins at one account");
        assertThat(page.locator(".desk-part")).containsText("The usage log in detail");
        PageBrowser.look(page, "desk-service");
        parts.getByText("Audit").click();
        assertThat(page.locator(".desk-part")).containsText("For an outage");
        assertThat(page.locator(".desk-part")).containsText("Out of order");
        PageBrowser.look(page, "desk-audit");
        page.setViewportSize(390, 844);
        PageBrowser.look(page, "desk-phone");

        page.navigate("/");
        page.reload();
        page.click("#choose");
        assertThat(page.locator("input[value='demo/owl']")).isVisible();
        assertThat(page.locator("input[value='demo/wren']")).hasCount(0);
    }

    /// The latest link of this kind that came by mail.
    private static Optional<String> link(String kind) {
        Pattern link = Pattern.compile("/" + kind + "#\\S+");
        Path mail = directory.resolve("mail");
        if (!Files.exists(mail)) {
            return Optional.empty();
        }
        try (Stream<Path> letters = Files.list(mail)) {
            return letters.sorted()
                    .flatMap(letter -> link.matcher(read(letter)).results())
                    .map(MatchResult::group)
                    .reduce((earlier, later) -> later);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String read(Path letter) {
        try {
            return Files.readString(letter);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String awaitLink(Page page, String kind) {
        page.waitForCondition(() -> link(kind).isPresent());
        return link(kind).orElseThrow();
    }
}
