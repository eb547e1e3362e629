package com.compareintel.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The service is stopped while somebody reads, and started again.
@Timeout(240)
final class RestartOnPageJourney {
    @TempDir private Path directory;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RunningProduct.Options options(LocalUpstream upstream, int port) {
        return RunningProduct.options()
                .upstream(upstream)
                .set("PORT", port)
                .set("DATA_DIR", directory);
    }

    @Test
    void the_page_says_so_and_goes_on_where_it_was() throws Exception {
        PageBrowser.assumeInstalled();
        int port = freePort();
        try (LocalUpstream upstream =
                        LocalUpstream.start(LocalUpstreamOptions.demo().speed(0.5).build());
                RunningProduct first = RunningProduct.start(options(upstream, port));
                PageBrowser browser = PageBrowser.open(first.uri())) {
            Page page = browser.desk();
            URI address = first.uri();
            page.fill("#prompt", "Explain tides to a child.");
            page.press("#prompt", "Enter");
            page.waitForSelector("[data-model='demo/robin:free'] .prose p");
            first.stop();
            assertThat(page.locator(".lost")).containsText("Connection lost");
            PageBrowser.look(page, "restarting");
            try (RunningProduct second =
                    RunningProduct.start(options(upstream, port).database(first.database()))) {
                assertThat(second.uri()).isEqualTo(address);
                page.waitForSelector(".turn:not([data-status=running])");

                assertThat(page.locator(".answer[data-state=completed]")).hasCount(3);
                assertThat(page.locator(".lost")).isHidden();
            }
        }
    }
}
