package com.compareintel.app.bench;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// What the client has counted, and all that was wrong with what it got. Written by the client's
/// event loop, read by any thread.
final class Tally {
    private static final int MOST_FAULTS = 20;

    private final AtomicLong chunks = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong faultCount = new AtomicLong();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile Latencies latencies = new Latencies();

    void chunk(long micros, int length) {
        chunks.lazySet(chunks.getPlain() + 1);
        bytes.lazySet(bytes.getPlain() + length);
        latencies.add(micros);
    }

    /// Something was lost, repeated, out of order, changed or ended otherwise than it should.
    void fault(String what) {
        if (faultCount.incrementAndGet() <= MOST_FAULTS) {
            faults.add(what);
        }
    }

    long chunks() {
        return chunks.get();
    }

    /// Of text, stamps included.
    long bytes() {
        return bytes.get();
    }

    /// Begins to count latencies anew, and answers those so far.
    Latencies swapLatencies() {
        Latencies before = latencies;
        latencies = new Latencies();
        return before;
    }

    long faultCount() {
        return faultCount.get();
    }

    /// The first of them.
    List<String> faults() {
        return List.copyOf(faults);
    }
}
