package com.compareintel.app.schedule;

import com.compareintel.app.wiring.LookupTimes;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.LookUpCosts;
import com.compareintel.core.run.LookUpCosts.Round;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks up what calls have cost whose stream did not tell, from the moment the server serves.
/// Every instance does: what one of them has in hand the others leave to it.
@Singleton
final class CostLookup implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(CostLookup.class);

    /// The number is for the operator to look at now and then.
    private static final int SEARCHES_PER_COUNT = 10;

    private static final Duration FORGOTTEN_EVERY = Duration.ofMinutes(10);

    private final LookUpCosts costs;
    private final CostLookups lookups;
    private final LookupTimes times;
    private final Chores chores = new Chores();

    CostLookup(LookUpCosts costs, CostLookups lookups, LookupTimes times) {
        this.costs = costs;
        this.lookups = lookups;
        this.times = times;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(times.search(), "Looking up costs", this::lookUp);
        chores.every(
                times.search().multipliedBy(SEARCHES_PER_COUNT),
                "Counting costs to be looked up",
                lookups::waiting);
        chores.every(FORGOTTEN_EVERY, "Forgetting costs that were looked up", costs::forget);
    }

    private void lookUp() {
        Round round = costs.lookUp();
        if (round.givenUp() > 0) {
            LOG.warn(
                    "The provider did not say in time what {} calls have cost; the estimates booked"
                            + " for them stand",
                    round.givenUp());
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
