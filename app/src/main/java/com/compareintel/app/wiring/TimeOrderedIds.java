package com.compareintel.app.wiring;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// New UUIDs of version 7: the time in milliseconds, a counter, then randomness. Those of one
/// process only ever grow, also within a millisecond and when the clock is set back; the counter
/// runs into the future when more than 4 096 are taken in a millisecond. Thread-safe.
final class TimeOrderedIds implements Supplier<UUID> {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;

    private final Clock clock;
    private final RandomGenerator random;

    /// The newest tick: milliseconds above [#COUNTER_BITS] of counter.
    private final AtomicLong newest = new AtomicLong();

    /// @param random thread-safe, and strong enough that ids cannot be guessed
    TimeOrderedIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public UUID get() {
        long now = clock.millis() << COUNTER_BITS;
        long tick = newest.updateAndGet(last -> Math.max(last + 1, now));
        long high = (tick >>> COUNTER_BITS << 16) | VERSION | (tick & COUNTER_MASK);
        long low = VARIANT | (random.nextLong() & VARIANT_MASK);
        return new UUID(high, low);
    }
}
