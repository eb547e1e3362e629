package com.compareintel.app.metrics;

import com.compareintel.core.usage.UsageFolding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what is folded. The number of rows that are due is the one last asked for. Thread-safe.
final class MeteredUsageFolding implements UsageFolding {
    private static final String PREFIX = "compareintel.usage.";

    private final UsageFolding folding;
    private final AtomicLong due = new AtomicLong();
    private final Counter folded;
    private final Counter dropped;
    private final Timer steps;

    MeteredUsageFolding(UsageFolding folding, MeterRegistry registry) {
        this.folding = folding;
        Gauge.builder(PREFIX + "due", due, AtomicLong::get)
                .description("Rows of usage that are old enough to be folded, of all instances")
                .register(registry);
        folded =
                Counter.builder(PREFIX + "folded")
                        .description("Rows of usage that were folded into totals")
                        .register(registry);
        dropped =
                Counter.builder(PREFIX + "months.dropped")
                        .description("Months of the usage log that were dropped when folded")
                        .register(registry);
        steps =
                Timer.builder(PREFIX + "fold")
                        .description("Transactions that fold usage")
                        .register(registry);
    }

    @Override
    public Due due(Instant before) {
        Due now = folding.due(before);
        due.set(now.rows());
        return now;
    }

    @Override
    public int fold(Instant before, int limit) {
        Timer.Sample step = Timer.start();
        int rows = folding.fold(before, limit);
        if (rows > 0) {
            folded.increment(rows);
            step.stop(steps);
        }
        return rows;
    }

    @Override
    public int open(YearMonth first, YearMonth last) {
        return folding.open(first, last);
    }

    @Override
    public int drop(Instant before) {
        int months = folding.drop(before);
        dropped.increment(months);
        return months;
    }
}
