package com.compareintel.app.schedule;

import com.compareintel.app.wiring.LeaseTimes;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.KeepLeases;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the leases of this instance four times within each, looks for comparisons that another
/// instance left behind, and heeds what users of other instances want cancelled here, from the
/// moment the server serves.
@Singleton
final class LeaseKeeping implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeping.class);

    private final KeepLeases leases;
    private final CancelComparison cancel;
    private final ComparisonRunner runner;
    private final InstanceId instance;
    private final LeaseTimes times;
    private final Chores chores = new Chores();

    LeaseKeeping(
            KeepLeases leases,
            CancelComparison cancel,
            ComparisonRunner runner,
            InstanceId instance,
            LeaseTimes times) {
        this.leases = leases;
        this.cancel = cancel;
        this.runner = runner;
        this.instance = instance;
        this.times = times;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(times.renewal(), "Renewing leases", leases::renew);
        chores.every(times.search(), "Taking over abandoned comparisons", this::takeOver);
        chores.every(times.cancels(), "Heeding cancels", this::heedCancels);
    }

    private void takeOver() {
        int taken = leases.takeOver();
        if (taken > 0) {
            LOG.info("Comparisons taken over that another run left behind: {}", taken);
        }
    }

    private void heedCancels() {
        if (runner.running() > 0) {
            cancel.heed(instance);
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
