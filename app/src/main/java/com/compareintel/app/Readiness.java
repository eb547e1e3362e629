package com.compareintel.app;

import com.compareintel.app.wiring.OneLine;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.KeepLeases;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this instance should be sent requests: it should while the database answers, and until
/// it is told to stop.
@Singleton
@Named("readiness")
final class Readiness implements BooleanSupplier {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /// For runs to be dropped, and for their readers to be told so.
    private static final Duration PARTING = Duration.ofSeconds(2);

    private final Accounts accounts;
    private final ComparisonRunner runner;
    private final KeepLeases leases;
    private volatile boolean stopping;

    Readiness(Accounts accounts, ComparisonRunner runner, KeepLeases leases) {
        this.accounts = accounts;
        this.runner = runner;
        this.leases = leases;
    }

    /// Asks the database; blocks for as long as a connection may be waited for.
    @Override
    public boolean getAsBoolean() {
        if (stopping) {
            return false;
        }
        try {
            accounts.isEmpty();
            return true;
        } catch (RuntimeException unreachable) {
            return false;
        }
    }

    /// From now on the instance is not ready and starts no comparison; returns once nothing runs
    /// here any more. What still runs after so much time is handed over, and its readers are sent
    /// away to come back elsewhere.
    void drain(Duration grace) {
        stopping = true;
        CompletableFuture<Void> idle = runner.close();
        if (!isDone(idle, grace)) {
            handOver();
            isDone(idle, PARTING);
        }
    }

    /// Without the database a lease ends by itself a little later.
    private void handOver() {
        LOG.info("Comparisons that go on elsewhere: {}", runner.running());
        try {
            leases.handOver();
        } catch (RuntimeException broken) {
            LOG.warn("Leases are left to run out: {}", OneLine.of(broken));
        }
    }

    private static boolean isDone(CompletableFuture<Void> idle, Duration within) {
        try {
            idle.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException runsOn) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
