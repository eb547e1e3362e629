package com.compareintel.persistence.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets in as many at once as there are connections, the others in the order in which they came. So
/// a burst waits its turn, while a database that cannot be reached is noticed within the short time
/// in which a free connection is given out: whoever waited meanwhile is told at once and does not
/// try in turn. Thread-safe; blocks.
final class Turnstile {
    private final Semaphore free;
    private final AtomicLong outages = new AtomicLong();

    /// @param places how many may be inside
    Turnstile(int places) {
        this.free = new Semaphore(places, true);
    }

    /// Does work inside.
    ///
    /// @param patience how long to wait outside
    /// @throws UncheckedIOException if the wait is too long or the database was out of reach
    ///   meanwhile
    <T extends @Nullable Object> T through(Duration patience, Supplier<T> work) {
        long before = outages.get();
        enter(patience);
        try {
            if (outages.get() != before) {
                throw unreachable("the database went out of reach");
            }
            return work.get();
        } finally {
            free.release();
        }
    }

    /// Nobody can be given a connection at the moment.
    void close() {
        outages.incrementAndGet();
    }

    /// How many wait outside, about.
    int waiting() {
        return free.getQueueLength();
    }

    private void enter(Duration patience) {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw unreachable("no connection to the database came free in " + patience);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted while waiting for the database");
        }
    }

    private static UncheckedIOException unreachable(String why) {
        return new UncheckedIOException(new IOException(why));
    }
}
