package com.compareintel.app.bench;

/// How often something took so many microseconds. Written by one thread; read when that is done.
final class Latencies {
    /// What takes longer is counted as this long.
    private static final int LONGEST = 200_000;

    private final int[] counts = new int[LONGEST + 1];
    private long total;

    void add(long micros) {
        counts[(int) Math.min(micros, LONGEST)]++;
        total++;
    }

    void addAll(Latencies other) {
        for (int i = 0; i <= LONGEST; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /// Microseconds that this part of all did not exceed; 0 if there was none.
    long percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int i = 0; i <= LONGEST; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return i;
            }
        }
        return 0;
    }
}
