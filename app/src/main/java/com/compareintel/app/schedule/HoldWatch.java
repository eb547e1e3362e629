package com.compareintel.app.schedule;

import com.compareintel.app.wiring.LeaseTimes;
import com.compareintel.core.comparison.Comparisons;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether credit is held that nobody looks after. There should be none: every hold ends with
/// its comparison, and every comparison has an owner or is claimed soon. It changes nothing; it
/// says so, and a meter shows it.
@Singleton
final class HoldWatch implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(HoldWatch.class);

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Comparisons comparisons;
    private final Duration grace;
    private final AtomicInteger before = new AtomicInteger();
    private final Chores chores = new Chores();

    HoldWatch(Comparisons comparisons, LeaseTimes times) {
        this.comparisons = comparisons;
        this.grace = times.grace();
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(EVERY, "Looking for credit that nobody looks after", this::look);
    }

    private void look() {
        int forsaken = comparisons.forsakenHolds(grace);
        if (before.getAndSet(forsaken) != forsaken && forsaken > 0) {
            LOG.warn("{} comparisons hold credit, and nobody looks after them", forsaken);
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
