package com.compareintel.app.metrics;

import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.AcceptedCall;
import com.compareintel.core.run.CostLookups;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what comes of costs that are looked up. The number of those that wait is the one last
/// asked for. Thread-safe.
final class MeteredCostLookups implements CostLookups {
    private static final String PREFIX = "compareintel.lookups.";

    private final CostLookups lookups;
    private final AtomicLong waiting = new AtomicLong();
    private final Counter booked;
    private final Counter givenUp;
    private final Counter more;
    private final Counter less;

    MeteredCostLookups(CostLookups lookups, MeterRegistry registry) {
        this.lookups = lookups;
        Gauge.builder(PREFIX + "waiting", waiting, AtomicLong::get)
                .description("Calls whose cost is still to be looked up, of all instances")
                .register(registry);
        booked =
                Counter.builder(PREFIX + "booked")
                        .description("Calls whose cost was looked up")
                        .register(registry);
        givenUp =
                Counter.builder(PREFIX + "given.up")
                        .description("Calls whose cost stays unknown")
                        .register(registry);
        more = difference(registry, "more");
        less = difference(registry, "less");
    }

    private static Counter difference(MeterRegistry registry, String direction) {
        return Counter.builder(PREFIX + "usd")
                .description("US dollars that calls have cost more or less than was booked first")
                .tag("direction", direction)
                .register(registry);
    }

    @Override
    public void note(Collection<AcceptedCall> calls) {
        lookups.note(calls);
    }

    @Override
    public List<DueCall> claim(int limit, Duration lease) {
        return lookups.claim(limit, lease);
    }

    @Override
    public Optional<BigDecimal> book(DueCall call, Usd cost) {
        Optional<BigDecimal> difference = lookups.book(call, cost);
        difference.ifPresent(usd -> {
            booked.increment();
            (usd.signum() < 0 ? less : more).increment(usd.abs().doubleValue());
        });
        return difference;
    }

    @Override
    public void postpone(DueCall call, Duration wait) {
        lookups.postpone(call, wait);
    }

    @Override
    public boolean giveUp(DueCall call) {
        boolean gone = lookups.giveUp(call);
        if (gone) {
            givenUp.increment();
        }
        return gone;
    }

    @Override
    public long waiting() {
        long now = lookups.waiting();
        waiting.set(now);
        return now;
    }

    @Override
    public int drop(Duration age, int limit) {
        return lookups.drop(age, limit);
    }
}
