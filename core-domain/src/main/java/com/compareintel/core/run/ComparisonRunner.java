package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.credit.CreditRate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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
    private final OpenWork work = new OpenWork();

    /// What runs are carried out with.
    ///
    /// @param mailboxes gives each run the executor that its mailbox is drained on, which must not
    ///   be blocked
    /// @param blocking for storage
    /// @param alarm told of what should not happen: a broken run, or storage that has to be tried
    ///   again
    public record Means(
            ModelProvider provider,
            ProviderSlots slots,
            ComparisonJournal journal,
            Comparisons comparisons,
            TokenCounter counter,
            Timers timers,
            Clock clock,
            Supplier<Executor> mailboxes,
            Executor blocking,
            BiConsumer<ComparisonId, RuntimeException> alarm) {}

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
    void start(Fence fence, Line line, Comparison admitted, Plan plan, boolean cancelOnDisconnect) {
        ComparisonId id = fence.comparison();
        ComparisonRun run = new ComparisonRun(admitted, plan, rate, deadlines, budget, random);
        LiveComparison comparison =
                new LiveComparison(
                        means, fence, line, run, means.mailboxes().get(), () -> retired(id));
        means.journal().open(id, fence.epoch());
        live.put(id, comparison);
        if (cancelOnDisconnect) {
            Set<ModelId> models =
                    Set.copyOf(admitted.answers().stream().map(answer -> answer.model()).toList());
            audiences.put(
                    id,
                    new Audience(
                            means.timers(),
                            deadlines.reader(),
                            () -> comparison.tell(new Signal.CancelAsked(models))));
        }
        comparison.tell(new Signal.Begun());
    }

    private void retired(ComparisonId id) {
        if (live.remove(id) == null) {
            return;
        }
        Audience audience = audiences.remove(id);
        if (audience != null) {
            audience.disband();
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

    /// Drops a comparison that this instance no longer owns.
    void giveUp(ComparisonId id) {
        LiveComparison comparison = live.get(id);
        if (comparison != null) {
            comparison.giveUp();
        }
    }

    /// A reader came.
    void attach(ComparisonId id) {
        Audience audience = audiences.get(id);
        if (audience != null) {
            audience.join();
        }
    }

    /// A reader went.
    void detach(ComparisonId id) {
        Audience audience = audiences.get(id);
        if (audience != null) {
            audience.leave();
        }
    }
}
