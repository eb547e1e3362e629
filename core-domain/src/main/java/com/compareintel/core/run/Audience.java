package com.compareintel.core.run;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Acts once one comparison has had no reader for a while, from the start on, neither here nor
/// elsewhere. Thread-safe.
final class Audience {
    private final Timers timers;
    private final Duration patience;
    private final IntSupplier readers;
    private final Executor blocking;
    private final BooleanSupplier elsewhere;
    private final Runnable deserted;
    private final ReentrantLock lock = new ReentrantLock();
    private Timers.@Nullable Timer leaving;
    private boolean disbanded;

    /// @param readers how many there are here
    /// @param elsewhere whether there are readers at other instances; may block
    Audience(
            Timers timers,
            Duration patience,
            IntSupplier readers,
            Executor blocking,
            BooleanSupplier elsewhere,
            Runnable deserted) {
        this.timers = timers;
        this.patience = patience;
        this.readers = readers;
        this.blocking = blocking;
        this.elsewhere = elsewhere;
        this.deserted = deserted;
        this.leaving = timers.after(patience, this::check);
    }

    /// A reader has come.
    void joined() {
        lock.lock();
        try {
            stopWaiting();
        } finally {
            lock.unlock();
        }
    }

    /// A reader has gone.
    void left() {
        waitIfEmpty();
    }

    private void waitIfEmpty() {
        lock.lock();
        try {
            if (readers.getAsInt() == 0 && !disbanded) {
                stopWaiting();
                leaving = timers.after(patience, this::check);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The comparison is over; nobody is waited for any more.
    void disband() {
        lock.lock();
        try {
            disbanded = true;
            stopWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        if (isEmpty()) {
            blocking.execute(this::lookElsewhere);
        }
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return readers.getAsInt() == 0 && !disbanded;
        } finally {
            lock.unlock();
        }
    }

    /// Nobody is cancelled because the database cannot tell.
    private void lookElsewhere() {
        boolean someone;
        try {
            someone = elsewhere.getAsBoolean();
        } catch (RuntimeException unknown) {
            someone = true;
        }
        if (!someone) {
            if (isEmpty()) {
                deserted.run();
            }
            return;
        }
        waitIfEmpty();
    }

    private void stopWaiting() {
        if (leaving != null) {
            leaving.cancel();
            leaving = null;
        }
    }
}
