package com.compareintel.app.schedule;

import com.compareintel.app.wiring.LeaseTimes;
import com.compareintel.core.run.KeepLeases;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the leases of this instance four times within each, and looks for comparisons that
/// another instance left behind, from the moment the server serves.
@Singleton
final class LeaseKeeping implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeping.class);

    private final KeepLeases leases;
    private final LeaseTimes times;
    private final Chores chores = new Chores();

    LeaseKeeping(KeepLeases leases, LeaseTimes times) {
        this.leases = leases;
        this.times = times;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(times.renewal(), "Renewing leases", leases::renew);
        chores.every(times.search(), "Ending abandoned comparisons", this::endOrphans);
    }

    private void endOrphans() {
        int ended = leases.endOrphans();
        if (ended > 0) {
            LOG.info("Comparisons ended that another run left behind: {}", ended);
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
