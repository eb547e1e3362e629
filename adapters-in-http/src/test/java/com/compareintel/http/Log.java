package com.compareintel.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// Listens to everything that is logged, from the level of warnings on. Thread-safe.
public final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private Log() {}

    /// Listens from now on.
    public static Log listen() {
        Log log = new Log();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /// The warnings and errors so far, in words.
    public List<String> complaints() {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event ->
                        event.getLevel()
                                + " "
                                + event.getLoggerName()
                                + " "
                                + event.getFormattedMessage()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : " "
                                                + ThrowableProxyUtil.asString(
                                                        event.getThrowableProxy())))
                .toList();
    }

    /// Forgets what was logged so far.
    public void forget() {
        events.clear();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
