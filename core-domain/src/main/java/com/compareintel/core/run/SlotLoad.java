package com.compareintel.core.run;

import java.util.Map;

/// What the slots at a provider are used for, at one moment.
///
/// @param limit calls that may be open at once as of now
/// @param open calls that are open
/// @param paused whether nothing is asked at the moment, for the provider wants to be left alone
/// @param pausedModels models of which that is true
/// @param waiting calls that wait
/// @param refused calls that the provider has refused so far for having too much to do
/// @param shed comparisons refused so far for want of room in the queue
public record SlotLoad(
        int limit,
        int open,
        boolean paused,
        int pausedModels,
        Map<Precedence, Integer> waiting,
        long refused,
        Map<Precedence, Long> shed) {
    public SlotLoad {
        waiting = Map.copyOf(waiting);
        shed = Map.copyOf(shed);
    }
}
