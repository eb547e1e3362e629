package com.compareintel.core.run;

import com.compareintel.core.Port;
import java.time.Duration;

/// Does things later. Thread-safe; never blocks.
@Port
public interface Timers {
    /// Runs `task` once after `delay`, on a thread of the timers' own; the task must return at
    /// once. A task that fails harms no other.
    Timer after(Duration delay, Runnable task);

    /// Something that is going to happen.
    interface Timer {
        /// Prevents it if it has not begun; may be called more than once.
        void cancel();
    }
}
