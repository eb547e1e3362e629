package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Orphan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Keeps this instance's comparisons its own, and goes on with those that another instance left
/// behind.
@UseCase
public final class KeepLeases {
    /// How many orphans are taken in at once.
    private static final int ORPHANS = 20;

    /// How long after its start an instance waits for the provider to tell it of its models.
    private static final Duration MODELS_WITHIN = Duration.ofMinutes(1);

    /// Twice as long as a provider is waited for that may name a call.
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(2);

    private final Comparisons comparisons;
    private final ComparisonRunner runner;
    private final Takeover takeover;
    private final ModelDirectory directory;
    private final InstanceId instance;
    private final Duration lease;
    private final Clock clock;
    private final Instant startedAt;
    private final BiConsumer<ComparisonId, RuntimeException> alarm;

    /// When the database last failed here.
    private final AtomicReference<Instant> troubledAt = new AtomicReference<>(Instant.EPOCH);

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
        this.directory = directory;
        this.instance = instance;
        this.lease = lease;
        this.clock = clock;
        this.startedAt = clock.instant();
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
        Set<Fence> ours = noted(() -> comparisons.renew(running, lease));
        runner.leasesHeld(ours, asked);
        running.stream().filter(fence -> !ours.contains(fence)).forEach(this::drop);
    }

    /// Drops a run without waiting for anything.
    void drop(Fence fence) {
        var _ = runner.giveUp(fence);
    }

    /// What the database could not do now it could not do for others either.
    private <T> T noted(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (RuntimeException trouble) {
            troubledAt.set(clock.instant());
            throw trouble;
        }
    }

    private boolean waitsForModels() {
        return !directory.current().wasRead()
                && clock.instant().isBefore(startedAt.plus(MODELS_WITHIN));
    }

    /// Goes on with all comparisons whose lease has run out, and answers with how many. One that
    /// cannot be taken over keeps no other from it, and is tried again when its lease has run out
    /// once more. What is running here is renewed first, and after an outage of the database
    /// everybody gets the time to do so: an owner that could not renew is not dead. An instance
    /// that is about to stop takes nothing in, nor does one that started less than a minute ago and
    /// was not told of any model yet: to it, all of them would be gone. Blocks.
    public int takeOver() {
        renew();
        if (clock.instant().isBefore(troubledAt.get().plus(lease)) || waitsForModels()) {
            return 0;
        }
        int taken = 0;
        List<Orphan> orphans;
        do {
            if (runner.isClosed()) {
                return taken;
            }
            Instant asked = clock.instant();
            orphans = noted(() -> comparisons.claimExpired(instance, lease, ORPHANS));
            for (Orphan orphan : orphans) {
                try {
                    takeover.goOn(orphan, asked);
                    taken++;
                } catch (RuntimeException broken) {
                    alarm.accept(orphan.fence().comparison(), broken);
                }
            }
        } while (orphans.size() == ORPHANS);
        return taken;
    }

    /// Hands over what is still running here: the leases end at once, so that another instance need
    /// not wait for them to run out, the runs are dropped, and their readers find the history
    /// closed. If that cannot be stored, the leases run out. Blocks.
    public void handOver() {
        Set<Fence> running = runner.fences();
        if (running.isEmpty()) {
            return;
        }
        try {
            comparisons.handOver(running);
        } finally {
            leave(running);
        }
        runner.noteCalls();
    }

    /// Handles that are on their way cannot be written down by whoever has gone.
    private void leave(Set<Fence> running) {
        CompletableFuture<?> left =
                CompletableFuture.allOf(
                        running.stream().map(runner::giveUp).toArray(CompletableFuture[]::new));
        try {
            left.get(LEFT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unknown) {
            // What is known by now is written down.
        }
    }
}
