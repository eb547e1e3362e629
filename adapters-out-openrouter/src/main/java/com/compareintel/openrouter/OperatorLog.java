package com.compareintel.openrouter;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator what only the operator can mend, once a minute at most. Nothing that a
/// provider sent is repeated. Thread-safe.
final class OperatorLog {
    private static final Logger LOG = LoggerFactory.getLogger("com.compareintel.openrouter");
    private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Consumer<String> errors;
    private final InstantSource clock;
    private final AtomicLong quietUntil = new AtomicLong(Long.MIN_VALUE);

    /// @param errors where a line goes that somebody has to act upon
    OperatorLog(Consumer<String> errors, InstantSource clock) {
        this.errors = errors;
        this.clock = clock;
    }

    /// One that writes to the log.
    static OperatorLog standard(InstantSource clock) {
        return new OperatorLog(LOG::error, clock);
    }

    /// Says `message`, unless something was said within the last minute.
    void page(String message) {
        long now = clock.millis();
        long until = quietUntil.get();
        if (now >= until && quietUntil.compareAndSet(until, now + QUIET_MILLIS)) {
            errors.accept(message);
        }
    }
}
