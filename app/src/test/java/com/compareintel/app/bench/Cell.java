package com.compareintel.app.bench;

import java.util.List;
import java.util.Map;

/// What was measured of one target under one load for a while.
///
/// @param chunks that reached clients meanwhile
/// @param cpu that each part used meanwhile
/// @param latencies of these chunks
/// @param firstTexts from each request to its first text, in nanoseconds
/// @param faults everything that was wrong from the first request to the last end
record Cell(
        Target.Kind target,
        double seconds,
        long chunks,
        long bytes,
        Map<Part, Cpu> cpu,
        Latencies latencies,
        List<Long> firstTexts,
        List<String> faults) {
    /// Processor time of a part for each chunk, in microseconds.
    Cpu microsPerChunk(Part part) {
        Cpu used = cpu(part);
        return new Cpu(used.user() * 1e6 / chunks, used.kernel() * 1e6 / chunks);
    }

    Cpu cpu(Part part) {
        return cpu.getOrDefault(part, new Cpu(0, 0));
    }

    /// What clients and mock cost together: the same whoever is asked, but for noise.
    double controlMicrosPerChunk() {
        return microsPerChunk(Part.CLIENT).total() + microsPerChunk(Part.MOCK).total();
    }

    /// How many processors' worth was used by what is no part of the bench.
    double strangers() {
        double ours =
                cpu.entrySet().stream()
                        .filter(used -> used.getKey() != Part.MACHINE)
                        .mapToDouble(used -> used.getValue().total())
                        .sum();
        return Math.max(0, cpu(Part.MACHINE).total() - ours) / seconds;
    }

    /// How many processors' worth was used in all.
    double busy() {
        return cpu(Part.MACHINE).total() / seconds;
    }
}
