package com.compareintel.app.schedule;

import com.compareintel.core.retention.ForgetInTime;
import com.compareintel.core.retention.ForgetInTime.Forgotten;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drops what has been kept for its time, from the moment the server serves. Every instance does:
/// they leave each other's batches alone.
@Singleton
final class Forgetting implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    /// What is to go is gone that soon; looking for it costs three reads of an index.
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final ForgetInTime forgetInTime;
    private final Chores chores = new Chores();

    Forgetting(ForgetInTime forgetInTime) {
        this.forgetInTime = forgetInTime;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(EVERY, "Forgetting what was kept for its time", this::forget);
    }

    private void forget() {
        Forgotten forgotten = forgetInTime.forget();
        if (forgotten.isAny()) {
            LOG.info(
                    "Forgotten: {} idempotency keys, the journals of {} comparisons, the texts of {},"
                            + " {} visitors, {} registrations, {} sessions, {} accounts",
                    forgotten.keys(),
                    forgotten.journals(),
                    forgotten.texts(),
                    forgotten.visitors(),
                    forgotten.registrations(),
                    forgotten.sessions(),
                    forgotten.accounts());
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
