package com.compareintel.app.faults;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens elsewhere, in another process or behind a network.
public final class Until {
    private static final long LOOK_MILLIS = 20;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Until() {}

    /// Waits until a condition holds, and fails if it does not in time.
    ///
    /// @return how long that took
    public static Duration met(String what, Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            pass(Duration.ofMillis(LOOK_MILLIS));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Waits until there is something, and answers it; fails if there is nothing in time.
    public static <T> T found(String what, Duration atMost, Supplier<Optional<T>> source) {
        Optional<T>[] found = newSlot();
        met(
                what,
                atMost,
                () -> {
                    found[0] = source.get();
                    return found[0].isPresent();
                });
        return found[0].orElseThrow();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Optional<T>[] newSlot() {
        return new Optional[1];
    }

    /// Lets time pass during which something goes wrong elsewhere.
    public static void pass(Duration time) {
        try {
            if (NEVER.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("never came");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }
}
