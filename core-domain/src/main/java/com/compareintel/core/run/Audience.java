package com.compareintel.core.run;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the readers of one comparison and acts once there has been none for a while, from the
/// start on, here nor elsewhere. Thread-safe.
final class Audience {
    private final Timers timers;
    private final Duration patience;
    private final Executor blocking;
    private final BooleanSupplier elsewhere;
    private final Runnable deserted;
    private final ReentrantLock lock = new ReentrantLock();
    private int readers;
    private Timers.@Nullable Timer leaving;
    private boolean disbanded;

    /// @param elsewhere whether there are readers at other instances; may block
    Audience(
            Timers timers,
            Duration patience,
            Executor blocking,
            BooleanSupplier elsewhere,
            Runnable deserted) {
        this.timers = timers;
        this.patience = patience;
        this.blocking = blocking;
        this.elsewhere = elsewhere;
        this.deserted = deserted;
        this.leaving = timers.after(patience, this::check);
    }

    void join() {
        lock.lock();
        try {
            readers++;
            stopWaiting();
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            readers--;
            if (readers == 0 && !disbanded) {
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
            return readers == 0 && !disbanded;
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
        lock.lock();
        try {
            if (readers == 0 && !disbanded) {
                leaving = timers.after(patience, this::check);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopWaiting() {
        if (leaving != null) {
            leaving.cancel();
            leaving = null;
        }
    }
}
