package com.compareintel.app.bench;

/// The bar: what the product must reach, and what it aims at. A bound of NaN is none.
enum Goal {
    CPU_CLEAR("CPU per chunk, steady, clear", "× Ref", 1.6, 1.25),
    CPU_TLS("CPU per chunk, steady, TLS", "× Ref", 1.6, 1.25),
    CPU_BURSTS("CPU per chunk, bursts, clear", "× Ref", 6, 2.5),
    CPU_BURSTS_TLS("CPU per chunk, bursts, TLS", "× Ref", 6, 2.5),
    LATENCY("added latency of a chunk, p50", "× Ref's", 2, 1.3),
    FIRST_TEXT("added time to first text beyond Ref, limiter and commit", "ms", 1, 0.3),
    HEAP_CLEAR("heap per open comparison, clear", "KiB", 96, 40),
    HEAP_TLS("heap per open comparison, TLS", "KiB", 160, 90),
    THOUSAND_CPU("1 000 open comparisons, CPU per chunk", "× Ref", 1.6, Double.NaN),
    THOUSAND_RSS("1 000 open comparisons, resident memory", "MB", 700, 450),
    THOUSAND_THREADS("threads that 1 000 open comparisons add", "threads", 100, Double.NaN),
    ALLOCATION("allocation per relayed chunk", "bytes", Double.NaN, 600),
    MODELS_LIST("models list, CPU against a bare route", "×", 1.5, 0.6),
    READS("reads by 1 000 users beside 50 comparisons, p99", "ms", 200, 50),
    ADMISSION_ALONE("admission against pgbench, latency alone", "×", 2, 1.5),
    ADMISSION_AT_32("admission against pgbench, throughput at 32", "%", 50, 65),
    COMMITS("commits of a comparison besides answers", "commits", 2, Double.NaN),
    ROUND_TRIPS("database round trips of a comparison besides answers", "trips", 8, 4),
    START("start to first ready answer with the AOT cache", "× without", 0.6, 0.45),
    FAULTS("CPU per delivered chunk among faults", "× clean", 1.3, Double.NaN),
    SMALLEST_HOME("half a core, 512 MB, embedded database: chunks lost", "chunks", 0, Double.NaN);

    private final String what;
    private final String unit;
    private final double must;
    private final double aim;

    Goal(String what, String unit, double must, double aim) {
        this.what = what;
        this.unit = unit;
        this.must = must;
        this.aim = aim;
    }

    String what() {
        return what;
    }

    String unit() {
        return unit;
    }

    double must() {
        return must;
    }

    double aim() {
        return aim;
    }

    /// Whether more is better.
    boolean isFloor() {
        return this == ADMISSION_AT_32;
    }

    boolean isMet(double value, double bound) {
        return isFloor() ? value >= bound : value <= bound;
    }

    String bound(double bound) {
        if (Double.isNaN(bound)) {
            return "–";
        }
        String sign = isFloor() ? "≥ " : "≤ ";
        return sign + (bound == Math.rint(bound) ? Long.toString((long) bound) : "" + bound);
    }
}
