package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.ServiceProcess;
import com.compareintel.core.Rounds;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPostgres;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The service is stopped, or killed, while somebody reads, and started again.
@Timeout(240)
final class RestartOnPageJourney {
    private static final String FIRST = "[data-model='demo/robin:free']";
    private static final String ENDED = ".turn:not([data-status=running])";

    /// What the service keeps of the comparison in view, model by model.
    private static final String KEPT =
            """
            async model => {
              const [, id] = location.hash.match(/^#\\/c\\/(.+)$/);
              const {turns} = await (await fetch(`/v1/conversations/${id}`)).json();
              return turns.at(-1).answers.find(answer => answer.model === model).text;
            }
            """;

    @TempDir private Path directory;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Slow enough that an answer is still being given when the service goes.
    private static LocalUpstream slowModels() {
        return LocalUpstream.start(LocalUpstreamOptions.demo().speed(0.5).build());
    }

    private RunningProduct.Options options(LocalUpstream upstream, int port) {
        return RunningProduct.options()
                .upstream(upstream)
                .set("PORT", port)
                .set("DATA_DIR", directory);
    }

    private static void askAndAwaitSomeText(Page page) {
        page.fill("#prompt", "Explain tides to a child.");
        page.press("#prompt", "Enter");
        page.waitForSelector(FIRST + " .prose p");
    }

    @Test
    void the_page_says_so_and_goes_on_where_it_was() throws Exception {
        assumeTrue(Rounds.areFull(), "The gate has the kill, which is harder on everybody");
        PageBrowser.assumeInstalled();
        int port = freePort();
        try (LocalUpstream upstream = slowModels();
                RunningProduct first = RunningProduct.start(options(upstream, port));
                PageBrowser browser = PageBrowser.open(first.uri())) {
            Page page = browser.desk();
            URI address = first.uri();
            askAndAwaitSomeText(page);
            first.stop();
            assertThat(page.locator(".lost")).containsText("Connection lost");
            PageBrowser.look(page, "restarting");
            try (RunningProduct second =
                    RunningProduct.start(options(upstream, port).database(first.database()))) {
                assertThat(second.uri()).isEqualTo(address);
                page.waitForSelector(ENDED);

                assertThat(page.locator(".answer[data-state=completed]")).hasCount(3);
                assertThat(page.locator(".lost")).isHidden();
            }
        }
    }

    private ServiceProcess start(LocalUpstream upstream, TestDatabase database, int port)
            throws InterruptedException {
        String url =
                "%s?user=%s&password=%s"
                        .formatted(database.directUrl(), database.user(), database.password());
        ServiceProcess process =
                ServiceProcess.start(
                        directory,
                        Map.of(
                                "PORT", Integer.toString(port),
                                "DATA_DIR", directory.toString(),
                                "DATABASE_URL", url,
                                "OPENROUTER_BASE_URL", upstream.baseUri().toString(),
                                "LOG_FORMAT", "text"),
                        "--lease.duration=3s",
                        "--lease.search=250ms");
        process.awaitLine(line -> line.contains("istening on http"));
        return process;
    }

    private static void assertShowsWhatIsKept(Page page, Locator column) {
        column.getByLabel("Raw text").click();
        assertThat(column.locator(".raw")).isVisible();
        assertThat(column.locator(".raw").textContent())
                .isEqualTo(page.evaluate(KEPT, column.getAttribute("data-model")));
    }

    @Test
    void after_a_kill_the_page_shows_in_the_end_what_is_kept_to_the_letter() throws Exception {
        PageBrowser.assumeInstalled();
        int port = freePort();
        TestDatabase database = TestPostgres.shared().newDatabase();
        try (LocalUpstream upstream = slowModels()) {
            ServiceProcess killed = start(upstream, database, port);
            try (PageBrowser browser = PageBrowser.open(URI.create("http://127.0.0.1:" + port))) {
                Page page = browser.desk();
                askAndAwaitSomeText(page);
                String before = page.locator(FIRST + " .prose").textContent();
                killed.kill();

                assertThat(page.locator(".lost")).containsText("Connection lost");
                assertThat(page.locator(FIRST + " .prose")).containsText(before);
                try (ServiceProcess again = start(upstream, database, port)) {
                    assertThat(page.locator(".lost")).isHidden();
                    page.waitForSelector(ENDED);

                    assertThat(again.isAlive()).isTrue();
                    assertThat(page.locator(".answer[data-state=completed]")).hasCount(3);
                    for (Locator column : page.locator(".answer").all()) {
                        assertShowsWhatIsKept(page, column);
                    }
                    PageBrowser.look(page, "after-a-kill");
                    assertThat(browser.complaints()).isEmpty();
                }
            } finally {
                if (killed.isAlive()) {
                    killed.kill();
                }
            }
        }
    }
}
