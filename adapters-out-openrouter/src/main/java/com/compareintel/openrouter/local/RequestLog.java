package com.compareintel.openrouter.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The latest requests, refused ones included, so that tests can see what was sent and how often.
/// Keeps as many as the options say, bodies and headers included; none unless told to. Thread-safe.
public final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ReceivedRequest> latest = new ArrayDeque<>();
    private final int kept;

    RequestLog(int kept) {
        this.kept = kept;
    }

    /// All requests kept, oldest first.
    public List<ReceivedRequest> all() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    /// The chat requests that named `model` first, oldest first.
    public List<ReceivedRequest> of(String model) {
        return matching(request -> request.model().equals(model));
    }

    /// The requests whose path begins with `prefix`, for example `/api/v1/models`.
    public List<ReceivedRequest> to(String prefix) {
        return matching(request -> request.path().startsWith(prefix));
    }

    /// Waits until at least `count` requests match, and returns those there are by then; fewer
    /// after `atMost`.
    public List<ReceivedRequest> await(
            int count, Predicate<ReceivedRequest> matching, Duration atMost) {
        lock.lock();
        try {
            var nanos = atMost.toNanos();
            while (latest.stream().filter(matching).limit(count).count() < count && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return matching(matching);
    }

    void add(ReceivedRequest request) {
        if (kept == 0) {
            return;
        }
        lock.lock();
        try {
            latest.addLast(request);
            if (latest.size() > kept) {
                latest.removeFirst();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<ReceivedRequest> matching(Predicate<ReceivedRequest> predicate) {
        return all().stream().filter(predicate).toList();
    }
}
