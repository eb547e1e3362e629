package com.compareintel.persistence.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps something open that works only while Redis does: opens it, offers it until it is lost, and
/// opens the next one, for as long as it takes. Whoever finds nothing open does without; nobody
/// waits here, and nobody but the line itself knocks at a Redis that is away.
///
/// The log has one line for each change between open and lost. Thread-safe.
///
/// @param <T> what is open
final class Line<T extends Line.Open> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /// Between two attempts: a return is noticed well within two seconds, and four attempts a
    /// second are nothing to a Redis in trouble.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// An attempt whose steps hang one after the other.
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private final Use use;
    private final Supplier<CompletionStage<T>> opening;
    private final ScheduledExecutorService timers;
    private final Counter errors;

    private final AtomicReference<@Nullable T> open = new AtomicReference<>();

    /// Guarded by this line, as is the end of it.
    private State told = State.UNTOLD;

    private boolean closed;

    /// What is kept open.
    interface Open {
        /// Calls `told` with the reason when it breaks, or at once if it is broken already; may
        /// call more than once, from any thread.
        void whenLost(Consumer<Throwable> told);

        /// Ends it; returns at once.
        void close();
    }

    /// What Redis is used for.
    enum Use {
        LIMITS("limits", "rate limits", "each instance allows its part by itself"),
        WAKE_UPS("wakeups", "wake-ups", "instances look from time to time");

        private final String tag;
        private final String purpose;
        private final String meanwhile;

        Use(String tag, String purpose, String meanwhile) {
            this.tag = tag;
            this.purpose = purpose;
            this.meanwhile = meanwhile;
        }
    }

    private enum State {
        UNTOLD,
        OPEN,
        LOST
    }

    /// Begins to open; returns at once.
    ///
    /// @param opening opens it anew, proven to work; never blocks
    Line(
            Use use,
            Supplier<CompletionStage<T>> opening,
            ScheduledExecutorService timers,
            MeterRegistry meters) {
        this.use = use;
        this.opening = opening;
        this.timers = timers;
        this.errors =
                Counter.builder("compareintel.redis.errors")
                        .description("Failures of Redis, and of attempts to reach it")
                        .tag("use", use.tag)
                        .register(meters);
        Gauge.builder("compareintel.redis.fallback", this, line -> line.open() == null ? 1 : 0)
                .description("1 while the instance does without Redis")
                .tag("use", use.tag)
                .register(meters);
        attempt();
    }

    /// What is open now, if anything.
    @Nullable T open() {
        return open.get();
    }

    /// Gives up what was open, because it failed whoever used it; the line opens the next one.
    void lost(T broken, Throwable why) {
        if (open.compareAndSet(broken, null)) {
            broken.close();
            failed(why);
        }
    }

    private void attempt() {
        if (isClosed()) {
            return;
        }
        CompletableFuture<T> outcome = new CompletableFuture<>();
        var _ =
                outcome.whenComplete((opened, failure) -> {
                    if (opened != null) {
                        begin(opened);
                    } else {
                        failed(failure);
                    }
                });
        var _ =
                timers.schedule(
                        () -> outcome.completeExceptionally(new TimeoutException("no answer")),
                        ATTEMPT.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            opening.get()
                    .whenComplete((opened, failure) -> {
                        if (opened == null) {
                            outcome.completeExceptionally(failure);
                        } else if (!outcome.complete(opened)) {
                            opened.close();
                        }
                    });
        } catch (RuntimeException impossible) {
            outcome.completeExceptionally(impossible);
        }
    }

    private void begin(T opened) {
        synchronized (this) {
            if (!closed) {
                open.set(opened);
                tell(State.OPEN, "");
            }
        }
        if (isClosed()) {
            opened.close();
            return;
        }
        opened.whenLost(why -> lost(opened, why));
    }

    private void failed(Throwable why) {
        synchronized (this) {
            if (closed) {
                return;
            }
            errors.increment();
            tell(State.LOST, Reasons.of(why));
        }
        LOG.debug("Redis fails for {}", use.purpose, why);
        var _ = timers.schedule(this::attempt, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(State state, String reason) {
        if (told == state) {
            return;
        }
        told = state;
        if (state == State.OPEN) {
            LOG.info("Redis is used for {}.", use.purpose);
        } else {
            LOG.warn("Redis is not used for {}, {}: {}", use.purpose, use.meanwhile, reason);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// Opens nothing any more and ends what is open.
    @Override
    public void close() {
        T last;
        synchronized (this) {
            closed = true;
            last = open.getAndSet(null);
        }
        if (last != null) {
            last.close();
        }
    }
}
