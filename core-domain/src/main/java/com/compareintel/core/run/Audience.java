package com.compareintel.core.run;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Counts the readers of one comparison and acts once there has been none for a while, from the
/// start on. Thread-safe.
final class Audience {
    private final Timers timers;
    private final Duration patience;
    private final Runnable deserted;
    private final ReentrantLock lock = new ReentrantLock();
    private int readers;
    private Timers.@Nullable Timer leaving;
    private boolean disbanded;

    Audience(Timers timers, Duration patience, Runnable deserted) {
        this.timers = timers;
        this.patience = patience;
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
        lock.lock();
        try {
            if (readers > 0 || disbanded) {
                return;
            }
        } finally {
            lock.unlock();
        }
        deserted.run();
    }

    private void stopWaiting() {
        if (leaving != null) {
            leaving.cancel();
            leaving = null;
        }
    }
}
