package com.compareintel.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The system's Chromium, without a window, with the driver that npm installed.
///
/// Each person has a context of their own. What a page complains of in its console, and every
/// request for another host, is kept and can be asked for.
final class PageBrowser implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 60_000;
    private static final Path MODULES = Path.of("src/test/node/node_modules");
    private static final Path PICTURES = Path.of("target/page");

    /// The rules of WCAG 2.2, levels A and AA.
    private static final String JUDGE =
            """
            async () => {
              let found;
              // A page that grows meanwhile is judged once more.
              for (let round = 0; round < 2; round++) {
                // What floats above answers obscures none of them at the end of the page.
                scrollTo(0, document.body.scrollHeight);
                found = (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations;
                if (found.every(each => each.id !== 'target-size')) break;
              }
              return found.map(each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 160)
                + ' ' + node.any.map(why => why.message).join(' ')).join(' | '));
            }
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final URI base;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    private PageBrowser(Playwright playwright, Browser browser, URI base) {
        this.playwright = playwright;
        this.browser = browser;
        this.base = base;
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Skips the test where a browser or its driver is missing, and says so.
    static void assumeInstalled() {
        assumeTrue(
                program("chromium").isPresent()
                        && program("node").isPresent()
                        && Files.exists(MODULES.resolve("playwright-core/cli.js")),
                "Chromium, Node or what .ci/test-programs installs from npm is missing");
    }

    /// Starts it for what is served at `base`.
    static PageBrowser open(URI base) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program("chromium").orElseThrow())
                                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        return new PageBrowser(playwright, browser, base);
    }

    /// A directory as the driver wants it, made of what is installed.
    private static Path driver() {
        try {
            Path directory = Files.createTempDirectory("driver");
            Files.createSymbolicLink(
                    directory.resolve("package"),
                    MODULES.resolve("playwright-core").toAbsolutePath());
            Files.createSymbolicLink(directory.resolve("node"), program("node").orElseThrow());
            return directory;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A desk with the page on it, once the page knows its models.
    Page desk() {
        return visit(new Browser.NewContextOptions().setViewportSize(1280, 860));
    }

    /// The page for somebody new, once it knows its models.
    Page visit(Browser.NewContextOptions options) {
        Page page = blank(options);
        page.navigate("/");
        page.waitForSelector(".chips li");
        return page;
    }

    /// An empty page for somebody new, who is about to go to the service.
    Page blank(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setBaseURL(base.toString()));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(request -> {
            URI address = URI.create(request.url().split("[?#]", 2)[0]);
            boolean local =
                    address.getScheme().equals("blob") || address.getScheme().equals("data");
            if (!local && !base.getAuthority().equals(address.getAuthority())) {
                foreign.add(request.url());
            }
        });
        return context.newPage();
    }

    /// What scripts complained of.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Requests that went elsewhere, or would have.
    List<String> foreignRequests() {
        return List.copyOf(foreign);
    }

    /// Keeps a picture of a state, and fails if somebody could not use it.
    static void look(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        try {
            page.evaluate(Files.readString(MODULES.resolve("axe-core/axe.min.js")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        List<?> violations = (List<?>) page.evaluate(JUDGE);
        assertThat(violations.stream().map(Object::toString).collect(Collectors.joining("\n")))
                .as("accessibility of " + name)
                .isEmpty();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
