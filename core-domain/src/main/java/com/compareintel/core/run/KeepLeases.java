package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Orphan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Keeps this instance's comparisons its own, and goes on with those that another instance left
/// behind.
@UseCase
public final class KeepLeases {
    /// How many orphans are taken in at once.
    private static final int ORPHANS = 20;

    private final Comparisons comparisons;
    private final ComparisonRunner runner;
    private final Takeover takeover;
    private final InstanceId instance;
    private final Duration lease;
    private final Clock clock;
    private final BiConsumer<ComparisonId, RuntimeException> alarm;

    /// @param alarm told of a comparison that could not be taken over
    public KeepLeases(
            Comparisons comparisons,
            ComparisonJournal journal,
            ComparisonRunner runner,
            ModelDirectory directory,
            AdmissionPolicy policy,
            InstanceId instance,
            Duration lease,
            Clock clock,
            BiConsumer<ComparisonId, RuntimeException> alarm) {
        this.comparisons = comparisons;
        this.runner = runner;
        this.takeover = new Takeover(comparisons, journal, runner, directory, policy);
        this.instance = instance;
        this.lease = lease;
        this.clock = clock;
        this.alarm = alarm;
    }

    /// Renews the leases of what is running here in one statement, and drops the runs whose lease
    /// is lost. To be called several times within a lease. Blocks.
    public void renew() {
        Set<Fence> running = runner.fences();
        if (running.isEmpty()) {
            return;
        }
        Instant asked = clock.instant();
        Set<Fence> ours = comparisons.renew(running, lease);
        runner.leasesHeld(ours, asked);
        running.stream().filter(fence -> !ours.contains(fence)).forEach(this::dropIfLost);
    }

    /// A comparison that ended in the meantime is no longer leased either, and needs no dropping.
    private void dropIfLost(Fence fence) {
        Optional<Comparison> found = comparisons.find(fence.comparison());
        if (found.isPresent() && found.get().closing().isEmpty()) {
            runner.giveUp(fence);
        }
    }

    /// Goes on with comparisons whose lease has run out, and answers with how many. One that cannot
    /// be taken over keeps no other from it, and is tried again when its lease has run out once
    /// more. What is running here is renewed first, so that an outage of the database does not make
    /// an instance take over its own. An instance that is about to stop takes nothing in. Blocks.
    public int takeOver() {
        renew();
        if (runner.isClosed()) {
            return 0;
        }
        Instant asked = clock.instant();
        int taken = 0;
        for (Orphan orphan : comparisons.claimExpired(instance, lease, ORPHANS)) {
            try {
                takeover.goOn(orphan, asked);
                taken++;
            } catch (RuntimeException broken) {
                alarm.accept(orphan.fence().comparison(), broken);
            }
        }
        return taken;
    }

    /// Hands over what is still running here: the runs are dropped, their readers find the history
    /// closed, and their leases end at once, so that another instance need not wait for them to run
    /// out. Blocks.
    public void handOver() {
        Set<Fence> running = runner.fences();
        if (!running.isEmpty()) {
            running.forEach(runner::giveUp);
            comparisons.handOver(running);
            runner.noteCalls();
        }
    }
}
