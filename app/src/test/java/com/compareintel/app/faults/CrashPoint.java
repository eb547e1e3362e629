package com.compareintel.app.faults;

import java.util.random.RandomGenerator;

/// A named place in the life of a comparison at which a process dies as if its power was cut.
enum CrashPoint {
    BEFORE_ADMISSION("Comparisons.admit", false),
    AFTER_ADMISSION("Comparisons.admit", true),
    BEFORE_DISPATCH("ModelProvider.ask", false),
    AFTER_DISPATCH("ModelProvider.ask", true),
    BEFORE_SIGNAL("Sink.take", false),
    AFTER_SIGNAL("Sink.take", true),
    BEFORE_SHOWING("ComparisonJournal.append", false),
    AFTER_SHOWING("ComparisonJournal.append", true),
    BEFORE_ENDING("Comparisons.record", false),
    AFTER_ENDING("Comparisons.record", true),
    BEFORE_SETTLEMENT("Comparisons.finish", false),
    AFTER_SETTLEMENT("Comparisons.finish", true),
    BEFORE_RENEWAL("Comparisons.renew", false),
    AFTER_RENEWAL("Comparisons.renew", true);

    /// Names the point to a process, as `NAME:count`.
    static final String PROPERTY = "crash.point";

    private final String call;
    private final boolean after;

    /// @param call the port and its method
    /// @param after whether it dies when the call has returned, rather than before it is made
    CrashPoint(String call, boolean after) {
        this.call = call;
        this.after = after;
    }

    /// What a process is started with to die the `count`-th time it comes here.
    String atThe(int count) {
        return "-D" + PROPERTY + "=" + name() + ":" + count;
    }

    /// How often it may come here before it dies, so that some comparisons are under way.
    int someCount(RandomGenerator random) {
        int most = call.equals("Sink.take") || call.endsWith("append") ? 400 : 15;
        return 1 + random.nextInt(most);
    }

    boolean isAt(String port, String method) {
        return call.equals(port + "." + method);
    }

    boolean isAfter() {
        return after;
    }
}
