package com.compareintel.app.schedule;

import com.compareintel.app.wiring.OneLine;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does chores at their times, each on a virtual thread of its own, for they block. A chore that is
/// still at work when its time comes again is left to finish. One that fails is tried again at its
/// next time; the log hears of the first failure, of any other reason, and of the recovery, so that
/// an outage is no flood.
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledThreadPoolExecutor times =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("chores").factory());
    private final ExecutorService hands =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("chore-", 0).factory());

    /// Does a chore now, and then again whenever so much time has passed.
    ///
    /// @return does it at once, away from whoever runs this, unless it is just being done
    Runnable every(Duration time, String name, Runnable chore) {
        AtomicBoolean busy = new AtomicBoolean();
        AtomicReference<String> trouble = new AtomicReference<>("");
        Runnable turn =
                () -> {
                    if (busy.compareAndSet(false, true)) {
                        hands.execute(() -> {
                            try {
                                attempt(name, chore, trouble);
                            } finally {
                                busy.set(false);
                            }
                        });
                    }
                };
        var _ = times.scheduleAtFixedRate(turn, 0, time.toNanos(), TimeUnit.NANOSECONDS);
        return turn;
    }

    private static void attempt(String name, Runnable chore, AtomicReference<String> trouble) {
        try {
            chore.run();
            if (!trouble.getAndSet("").isEmpty()) {
                LOG.info("{} works again.", name);
            }
        } catch (RuntimeException failed) {
            String now = OneLine.of(failed);
            if (!trouble.getAndSet(now).equals(now)) {
                LOG.warn("{} failed and is tried again: {}", name, now);
                LOG.debug("{} failed", name, failed);
            }
        }
    }

    @Override
    public void close() {
        times.shutdownNow();
        hands.shutdownNow();
    }
}
