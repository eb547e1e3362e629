package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.credit.CreditRate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Runs the comparisons of this instance. Thread-safe; no method blocks.
public final class ComparisonRunner {
    private final Means means;
    private final CreditRate rate;
    private final Deadlines deadlines;
    private final RetryBudget budget;
    private final RandomGenerator random;
    private final Map<ComparisonId, LiveComparison> live = new ConcurrentHashMap<>();
    private final Map<ComparisonId, Audience> audiences = new ConcurrentHashMap<>();

    /// Of whatever comparison, wherever it runs: it may come here.
    private final Map<ComparisonId, Integer> readers = new ConcurrentHashMap<>();

    private final OpenWork work = new OpenWork();
    private final AcceptedCalls accepted;

    /// What runs are carried out with.
    ///
    /// @param mailboxes gives each run the executor that its mailbox is drained on, which must not
    ///   be blocked; it is told where the run's first reader lives, if that is known
    /// @param blocking for storage
    /// @param trust how long after a lease was asked for readers are told of the comparison; less
    ///   than the lease lasts
    /// @param alarm told of what should not happen: a broken run, or storage that has to be tried
    ///   again
    public record Means(
            ModelProvider provider,
            ProviderSlots slots,
            ComparisonJournal journal,
            Comparisons comparisons,
            CostLookups lookups,
            TokenCounter counter,
            Timers timers,
            Clock clock,
            Function<Optional<Executor>, Executor> mailboxes,
            Executor blocking,
            Duration trust,
            BiConsumer<ComparisonId, RuntimeException> alarm) {
        /// Sounds the alarm, whatever broke.
        void sound(ComparisonId comparison, Throwable broken) {
            alarm.accept(
                    comparison,
                    broken instanceof RuntimeException known
                            ? known
                            : new IllegalStateException("a run broke", broken));
        }
    }

    /// @param random for the jitter of retries; must be thread-safe
    public ComparisonRunner(
            Means means,
            CreditRate rate,
            Deadlines deadlines,
            RetryBudget budget,
            RandomGenerator random) {
        this.means = means;
        this.rate = rate;
        this.deadlines = deadlines;
        this.budget = budget;
        this.random = random;
        this.accepted =
                new AcceptedCalls(means.lookups(), means.timers(), means.blocking(), means.alarm());
    }

    /// Makes room for a comparison that is about to be admitted, and tells whether this instance
    /// takes new ones. The room is given back by [#renounce] or by the end of the run.
    boolean expect() {
        return work.begin();
    }

    /// The comparison that was expected is not to be started.
    void renounce() {
        work.end();
    }

    /// From now on no comparison starts here. Completes once none is running here any more; may be
    /// called again.
    public CompletableFuture<Void> close() {
        return work.close();
    }

    /// Whether no comparison starts here any more.
    boolean isClosed() {
        return work.isClosed();
    }

    /// Starts a comparison that was expected and then admitted with this fence.
    ///
    /// @param line where its calls wait for a slot
    /// @param cancelOnDisconnect whether to cancel it once nobody has been listening for a while
    /// @param reader where its first reader lives, if that is known
    void start(
            Fence fence,
            Line line,
            Comparison admitted,
            Plan plan,
            boolean cancelOnDisconnect,
            Optional<Executor> reader) {
        run(
                reader,
                fence,
                line,
                ComparisonRun.first(admitted, plan, rate, deadlines, budget, random),
                admitted.createdAt(),
                cancelOnDisconnect ? modelsOf(plan.answers()) : Set.of(),
                Set.of());
    }

    /// Goes on with a comparison that was expected and then claimed with this fence.
    ///
    /// @param told the comparison as its readers know it
    /// @param endings of its answers that have ended
    /// @param again what is asked anew: all its other answers
    /// @param request what the user wanted
    /// @param cancelled the models that the user no longer wants
    /// @param claimedAt when it was claimed, at the earliest
    void resume(
            Fence fence,
            Comparison told,
            List<AnswerEnding> endings,
            List<PlannedAnswer> again,
            ComparisonRequest request,
            Set<ModelId> cancelled,
            Instant claimedAt) {
        ComparisonRun run =
                ComparisonRun.resumed(
                        told,
                        endings,
                        again,
                        rate,
                        deadlines,
                        budget,
                        random,
                        means.clock().instant());
        run(
                Optional.empty(),
                fence,
                Line.resumed(fence.comparison()),
                run,
                claimedAt,
                request.cancelOnDisconnect() ? modelsOf(again) : Set.of(),
                cancelled);
    }

    private static Set<ModelId> modelsOf(List<PlannedAnswer> answers) {
        return answers.stream()
                .map(answer -> answer.card().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @param reader where its first reader lives, if that is known
    /// @param leasedSince when the lease was asked for
    /// @param deserted what to cancel once nobody has been listening for a while
    /// @param cancelled what to cancel at once
    private void run(
            Optional<Executor> reader,
            Fence fence,
            Line line,
            ComparisonRun run,
            Instant leasedSince,
            Set<ModelId> deserted,
            Set<ModelId> cancelled) {
        ComparisonId id = fence.comparison();
        LiveComparison comparison =
                new LiveComparison(
                        means,
                        accepted,
                        fence,
                        line,
                        run,
                        leasedSince,
                        means.mailboxes().apply(reader),
                        () -> retired(fence));
        means.journal().open(fence);
        if (!deserted.isEmpty()) {
            audiences.put(
                    id,
                    new Audience(
                            means.timers(),
                            deadlines.reader(),
                            () -> readers.getOrDefault(id, 0),
                            means.blocking(),
                            () -> means.journal().isReadElsewhere(id),
                            () -> comparison.tell(new Signal.CancelAsked(deserted))));
        }
        LiveComparison before = live.put(id, comparison);
        if (before != null) {
            var _ = before.giveUp();
        }
        comparison.tell(new Signal.Begun());
        if (!cancelled.isEmpty()) {
            comparison.tell(new Signal.CancelAsked(cancelled));
        }
    }

    private void retired(Fence fence) {
        if (live.computeIfPresent(
                        fence.comparison(),
                        (id, comparison) -> comparison.fence().equals(fence) ? null : comparison)
                == null) {
            Audience audience = audiences.remove(fence.comparison());
            if (audience != null) {
                audience.disband();
            }
        }
        work.end();
    }

    /// How many comparisons are running here.
    public int running() {
        return live.size();
    }

    /// The fences of the comparisons that are running here.
    Set<Fence> fences() {
        return live.values().stream()
                .map(LiveComparison::fence)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The leases of these comparisons hold.
    ///
    /// @param asked when they were renewed, at the earliest
    void leasesHeld(Set<Fence> fences, Instant asked) {
        for (Fence fence : fences) {
            LiveComparison comparison = live.get(fence.comparison());
            if (comparison != null && comparison.fence().equals(fence)) {
                comparison.leaseHeld(asked);
            }
        }
    }

    /// Everything as of now with its place in the journal; empty if the comparison is not running
    /// here.
    Optional<CompletableFuture<Recorded>> snapshot(ComparisonId id) {
        return Optional.ofNullable(live.get(id)).map(LiveComparison::snapshot);
    }

    /// Cancels those of these models that have not ended, and tells whether there were any; empty
    /// if the comparison is not running here.
    Optional<CompletableFuture<Boolean>> cancel(ComparisonId id, Set<ModelId> models) {
        return Optional.ofNullable(live.get(id)).map(comparison -> comparison.cancel(models));
    }

    /// Writes down the handles of calls that are not written yet. Blocks.
    void noteCalls() {
        accepted.write();
    }

    /// Drops a comparison that this instance no longer owns under this fence. Completes once the
    /// provider is left, and the handles of its calls are known that can be.
    CompletableFuture<Void> giveUp(Fence fence) {
        LiveComparison comparison = live.get(fence.comparison());
        return comparison != null && comparison.fence().equals(fence)
                ? comparison.giveUp()
                : CompletableFuture.completedFuture(null);
    }

    /// Whether a comparison is running here.
    public boolean runs(ComparisonId id) {
        return live.containsKey(id);
    }

    /// The comparisons that are read here and do not run here.
    Set<ComparisonId> readFromElsewhere() {
        return readers.keySet().stream()
                .filter(id -> !live.containsKey(id))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A reader came.
    void attach(ComparisonId id) {
        readers.merge(id, 1, Integer::sum);
        Audience audience = audiences.get(id);
        if (audience != null) {
            audience.joined();
        }
    }

    /// A reader went.
    void detach(ComparisonId id) {
        readers.computeIfPresent(id, (same, count) -> count == 1 ? null : count - 1);
        Audience audience = audiences.get(id);
        if (audience != null) {
            audience.left();
        }
    }
}
