package com.compareintel.app.schedule;

import com.compareintel.core.usage.ApplyRetention;
import com.compareintel.core.usage.ApplyRetention.Applied;
import com.compareintel.core.usage.RetentionPolicy;
import com.compareintel.core.usage.UsageFolding;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds old usage into totals, from the moment the server serves, or says only what it would fold.
/// Every instance does: while one is at it the others find nothing to do.
@Singleton
final class UsageRetention implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(UsageRetention.class);

    /// There is something to fold once a day. Whoever was down then finds it an hour after its
    /// start at the latest, and what is left over is gone on with soon.
    private static final Duration EVERY = Duration.ofHours(1);

    private final ApplyRetention retention;
    private final RetentionPolicy policy;
    private final AtomicReference<UsageFolding.Due> told = new AtomicReference<>();
    private final Chores chores = new Chores();

    UsageRetention(ApplyRetention retention, RetentionPolicy policy) {
        this.retention = retention;
        this.policy = policy;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(EVERY, "Folding old usage", policy.dryRun() ? this::preview : this::apply);
    }

    private void apply() {
        Applied applied = retention.apply();
        if (applied.isAny()) {
            LOG.info(
                    "Usage folded into totals: {} rows; months opened: {}, dropped: {}",
                    applied.folded(),
                    applied.opened(),
                    applied.dropped());
        }
        retention.preview();
    }

    private void preview() {
        UsageFolding.Due due = retention.preview();
        if (!due.equals(told.getAndSet(due))) {
            LOG.info(
                    "Usage that would be folded into totals (dry run): {} rows of {}",
                    due.rows(),
                    due.months());
        }
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
