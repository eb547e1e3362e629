package com.compareintel.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A service and a browser for all tests of a class, which is skipped where there is no browser.
///
/// A test fails if the page complained of anything meanwhile, or asked anybody but the service.
final class ServedPage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Supplier<RunningProduct.Options> options;
    private @Nullable RunningProduct product;
    private @Nullable PageBrowser browser;

    /// @param options asked for once, before the first test
    ServedPage(Supplier<RunningProduct.Options> options) {
        this.options = options;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        PageBrowser.assumeInstalled();
        product = RunningProduct.start(options.get());
        browser = PageBrowser.open(product.uri());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().foreignRequests()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
    }

    /// The browser, within a test.
    PageBrowser browser() {
        if (browser == null) {
            throw new IllegalStateException("no browser");
        }
        return browser;
    }

    /// The service, within a test.
    RunningProduct product() {
        if (product == null) {
            throw new IllegalStateException("no product");
        }
        return product;
    }
}
