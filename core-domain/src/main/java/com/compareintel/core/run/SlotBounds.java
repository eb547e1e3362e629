package com.compareintel.core.run;

import java.util.OptionalLong;

/// How much is asked of a provider at most.
///
/// @param open calls at once, above zero
/// @param queue calls that may wait while all of `open` are to be had; with fewer the queue is
///   shorter in proportion, for it would be waited in for too long
/// @param requestsPerMinute calls begun in a minute, above zero; no limit if empty
/// @param outputTokensPerMinute tokens that the calls begun in a minute may answer with, above
///   zero; no limit if empty
public record SlotBounds(
        int open, int queue, OptionalLong requestsPerMinute, OptionalLong outputTokensPerMinute) {
    /// However few slots there are, one comparison of this many models may wait for them.
    private static final int WIDEST_COMPARISON = 12;

    public SlotBounds {
        if (open < 1 || queue < 0) {
            throw new IllegalArgumentException(open + " slots, queue of " + queue);
        }
    }

    /// Without limits by the minute.
    public SlotBounds(int open, int queue) {
        this(open, queue, OptionalLong.empty(), OptionalLong.empty());
    }

    /// How many may wait while only so many slots are to be had.
    int queueAt(int limit) {
        long share = Math.ceilDiv((long) queue * limit, (long) open);
        return (int) Math.min(queue, Math.max(WIDEST_COMPARISON, share));
    }
}
