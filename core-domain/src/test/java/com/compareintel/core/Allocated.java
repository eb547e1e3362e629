package com.compareintel.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What work allocates on the heap. It is the same on every machine, however busy, so a test may
/// judge it; compiled code may need less.
public final class Allocated {
    private static final int WARM_UPS = 3;

    private Allocated() {}

    /// Bytes of one piece of work out of so many, done by this thread.
    ///
    /// @param work done again and again
    public static double by(int times, Runnable work) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (int round = 0; round <= WARM_UPS; round++) {
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                work.run();
            }
            bytes = memory.getCurrentThreadAllocatedBytes() - before;
        }
        return (double) bytes / times;
    }
}
