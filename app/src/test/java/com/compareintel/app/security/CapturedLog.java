package com.compareintel.app.security;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import com.compareintel.app.RunningProduct;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/// What the product logs while this is open, at the most talkative level there is, written as the
/// product writes it.
final class CapturedLog implements AutoCloseable {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LoggerContext live = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = live.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = live.getLogger("com.compareintel");
    private final Capture capture;

    /// Nothing of it is written elsewhere.
    ///
    /// @param format `json` or `text`
    static CapturedLog as(String format) {
        return new CapturedLog(encoder(format));
    }

    private CapturedLog(Encoder<ILoggingEvent> encoder) {
        capture = new Capture(encoder);
        capture.setContext(live);
        capture.start();
        root.addAppender(capture);
        ours.addAppender(capture);
        ours.setAdditive(false);
        ours.setLevel(Level.TRACE);
    }

    private final class Capture extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final Encoder<ILoggingEvent> encoder;

        Capture(Encoder<ILoggingEvent> encoder) {
            this.encoder = encoder;
        }

        @Override
        protected void append(ILoggingEvent event) {
            synchronized (written) {
                written.writeBytes(encoder.encode(event));
            }
        }
    }

    /// What the product's own configuration writes with.
    @SuppressWarnings("unchecked")
    private static Encoder<ILoggingEvent> encoder(String format) {
        LoggerContext apart = new LoggerContext();
        apart.putProperty("compareintel.log.format", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(apart);
        try {
            configurator.doConfigure(RunningProduct.class.getResource("/logback.xml"));
        } catch (JoranException broken) {
            throw new IllegalStateException(broken);
        }
        var appender =
                (OutputStreamAppender<ILoggingEvent>)
                        apart.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(format);
        return appender.getEncoder();
    }

    /// All of it so far.
    String text() {
        synchronized (written) {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        root.detachAppender(capture);
        ours.detachAppender(capture);
        ours.setAdditive(true);
        ours.setLevel(null);
        capture.stop();
    }
}
