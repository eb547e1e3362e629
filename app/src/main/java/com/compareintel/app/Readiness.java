package com.compareintel.app;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.run.ComparisonRunner;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Whether this instance should be sent requests: it should while the database answers, and until
/// it is told to stop.
@Singleton
@Named("readiness")
final class Readiness implements BooleanSupplier {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Accounts accounts;
    private final ComparisonRunner runner;
    private volatile boolean stopping;

    Readiness(Accounts accounts, ComparisonRunner runner) {
        this.accounts = accounts;
        this.runner = runner;
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

    /// From now on the instance is not ready; returns once nothing runs here any more, or so much
    /// time has passed. What runs on is left to whoever claims its lease.
    void drain(Duration grace) {
        stopping = true;
        long deadline = System.nanoTime() + grace.toNanos();
        while (runner.running() > 0 && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
