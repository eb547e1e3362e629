package com.compareintel.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Looks at every line that is logged while the tests of this module run, and fails the class of
/// tests in which a secret was written.
public final class CanaryWatch implements BeforeAllCallback, AfterAllCallback {
    private static final String NAME = "canaries";

    /// Its lines are written elsewhere too.
    private static final class Listener extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            Canaries.look("the log", event.getFormattedMessage());
            event.getMDCPropertyMap().values().forEach(word -> Canaries.look("the log", word));
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                Canaries.look("the log", ThrowableProxyUtil.asString(thrown));
            }
        }
    }

    /// Once is enough, unless logging was configured anew.
    @Override
    public void beforeAll(ExtensionContext context) {
        var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(NAME) == null) {
            Listener listener = new Listener();
            listener.setName(NAME);
            listener.setContext(loggers);
            listener.start();
            root.addAppender(listener);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> found = Canaries.found();
        if (!found.isEmpty()) {
            throw new AssertionError("secrets were written: " + String.join("\n", found));
        }
    }
}
