package com.compareintel.core.comparison;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lets requests of one idempotency key pass one after the other on this instance, so that the
/// second finds what the first led to. Thread-safe; blocks for as long as the first takes.
public final class Twins {
    /// Keys that share a lock only wait for each other, so a few more than there are requests at
    /// once will do.
    private static final int LOCKS = 256;

    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    /// Takes this step once no other is being taken for the same promise.
    public <T> T oneByOne(Idempotency promise, Supplier<T> step) {
        int hash = 31 * promise.scope().hashCode() + promise.key().hashCode();
        Lock lock = locks.get(Math.floorMod(hash, LOCKS));
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
