package com.compareintel.app.schedule;

import com.compareintel.app.wiring.LeaseTimes;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.KeepLeases;
import com.compareintel.core.run.WakeUps;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews the leases of this instance four times within each, looks for comparisons that another
/// instance left behind, heeds what users of other instances want cancelled here, and stands by the
/// readers of what runs elsewhere, from the moment the server serves.
@Singleton
final class LeaseKeeping implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeping.class);

    private static final Duration STANDING_BY = Duration.ofSeconds(1);

    private final KeepLeases leases;
    private final CancelComparison cancel;
    private final ComparisonRunner runner;
    private final FollowComparison follow;
    private final WakeUps wakeUps;
    private final InstanceId instance;
    private final LeaseTimes times;
    private final Chores chores = new Chores();
    private volatile WakeUps.Subscription bell = () -> {};

    LeaseKeeping(
            KeepLeases leases,
            CancelComparison cancel,
            ComparisonRunner runner,
            FollowComparison follow,
            WakeUps wakeUps,
            InstanceId instance,
            LeaseTimes times) {
        this.leases = leases;
        this.cancel = cancel;
        this.runner = runner;
        this.follow = follow;
        this.wakeUps = wakeUps;
        this.instance = instance;
        this.times = times;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(times.renewal(), "Renewing leases", leases::renew);
        chores.every(times.search(), "Taking over abandoned comparisons", this::takeOver);
        chores.every(STANDING_BY, "Standing by readers", follow::standBy);
        Runnable heed = chores.every(times.cancels(), "Heeding cancels", this::heedCancels);
        bell =
                wakeUps.listen(
                        WakeUps.Reason.CANCEL,
                        wanted -> {
                            if (runner.runs(wanted)) {
                                heed.run();
                            }
                        });
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
        bell.close();
        chores.close();
    }
}
