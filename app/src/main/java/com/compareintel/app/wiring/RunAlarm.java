package com.compareintel.app.wiring;

import com.compareintel.core.comparison.ComparisonId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Told when a run broke or its storage has to be tried again. A database that is gone concerns
/// every run several times a second, so the log hears of it now and then only, each time with how
/// often it happened in between; the counter has them all, and level debug the full stories.
@Singleton
final class RunAlarm implements BiConsumer<ComparisonId, RuntimeException> {
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RunAlarm.class);

    private final Counter alarms;
    private final Clock clock;
    private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.MIN);
    private final AtomicInteger unheard = new AtomicInteger();

    RunAlarm(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.alarms =
                Counter.builder("compareintel.run.alarms")
                        .description("Runs that broke, and attempts to store that failed")
                        .register(meters);
    }

    @Override
    public void accept(ComparisonId comparison, RuntimeException trouble) {
        alarms.increment();
        LOG.debug("Comparison {}", comparison, trouble);
        Instant now = clock.instant();
        Instant until = quietUntil.get();
        if (now.isBefore(until) || !quietUntil.compareAndSet(until, now.plus(QUIET))) {
            unheard.incrementAndGet();
            return;
        }
        LOG.warn(
                "Comparison {}: {} ({} more like it)",
                comparison,
                OneLine.of(trouble),
                unheard.getAndSet(0));
    }
}
