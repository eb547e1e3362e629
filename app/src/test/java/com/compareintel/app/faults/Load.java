package com.compareintel.app.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Sessions under way, a number of them at any time, while something goes wrong: it goes on until
/// it is told that this is enough, and at least so many times.
final class Load implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Session> done = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> workers = new ArrayList<>();
    private volatile int last;
    private volatile boolean failed;

    private Load(int last) {
        this.last = last;
    }

    /// Begins.
    ///
    /// @param atLeast how many sessions there will be whatever happens
    /// @param endless whether it goes on behind them until [#enough]
    static Load start(int atOnce, int atLeast, boolean endless, IntFunction<Session> sessions) {
        Load load = new Load(endless ? Integer.MAX_VALUE : atLeast);
        for (int i = 0; i < atOnce; i++) {
            load.workers.add(
                    load.threads.submit(() -> {
                        int number = load.next.getAndIncrement();
                        while (!load.failed && number < Math.max(atLeast, load.last)) {
                            load.run(sessions.apply(number));
                            number = load.next.getAndIncrement();
                        }
                    }));
        }
        return load;
    }

    /// Exactly so many sessions, to their end.
    static List<Session> all(int atOnce, int count, IntFunction<Session> sessions) {
        try (Load load = start(atOnce, count, false, sessions)) {
            return load.join();
        }
    }

    private void run(Session session) {
        try {
            session.finish();
            done.add(session);
        } catch (RuntimeException | AssertionError broken) {
            failed = true;
            throw broken;
        }
    }

    /// Begins no more sessions than were promised.
    Load enough() {
        last = 0;
        return this;
    }

    /// How many have come to their end.
    int done() {
        return done.size();
    }

    /// Whether a session has failed, so that nothing else is of interest.
    boolean hasFailed() {
        return failed;
    }

    /// Waits for all and answers them; fails as the first that failed did.
    List<Session> join() {
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException broken) {
                throw new AssertionError("a session failed", broken.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        }
        return List.copyOf(done);
    }

    @Override
    public void close() {
        failed = true;
        threads.shutdownNow();
    }
}
