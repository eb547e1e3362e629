package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.identity.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Cancels answers of a running comparison, whichever instance runs it. The wish is stored first,
/// so that whoever takes the comparison over knows it too; where it runs, the upstream calls are
/// closed at once, else when that instance heeds the wish: it is rung for, and looks by itself.
@UseCase
public final class CancelComparison {
    /// A run answers within moments.
    private static final Duration RUN_ANSWERS_WITHIN = Duration.ofSeconds(2);

    private final Comparisons comparisons;
    private final ComparisonRunner runner;
    private final WakeUps wakeUps;

    public CancelComparison(Comparisons comparisons, ComparisonRunner runner, WakeUps wakeUps) {
        this.comparisons = comparisons;
        this.runner = runner;
        this.wakeUps = wakeUps;
    }

    /// What became of the wish.
    public sealed interface Outcome {
        /// The answers that were running are being cancelled.
        record Cancelling() implements Outcome {}

        /// None of them was running.
        record AlreadyFinished() implements Outcome {}

        /// These models are not in the comparison.
        record NotAsked(List<ModelId> models) implements Outcome {
            public NotAsked {
                models = List.copyOf(models);
            }
        }

        /// There is no such comparison of this owner.
        record Missing() implements Outcome {}
    }

    /// Cancels what users of other instances want cancelled here. To be called often, and when it
    /// rings for a comparison that runs here. Blocks.
    public void heed(InstanceId instance) {
        comparisons.cancelsAsked(instance).forEach(runner::cancel);
    }

    /// Cancels the answers of these models, or of all if none is named. Blocks.
    public Outcome cancel(Owner owner, ComparisonId id, List<ModelId> models) {
        Optional<Comparison> found = comparisons.find(owner, id);
        if (found.isEmpty()) {
            return new Outcome.Missing();
        }
        Set<ModelId> asked =
                new HashSet<>(found.get().answers().stream().map(Answer::model).toList());
        List<ModelId> unknown = new ArrayList<>(models);
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            return new Outcome.NotAsked(unknown);
        }
        if (found.get().closing().isPresent()) {
            return new Outcome.AlreadyFinished();
        }
        Set<ModelId> wanted = models.isEmpty() ? asked : Set.copyOf(models);
        if (!comparisons.askToCancel(id, wanted)) {
            return new Outcome.AlreadyFinished();
        }
        boolean any =
                runner.cancel(id, wanted)
                        .map(CancelComparison::await)
                        .orElseGet(() -> {
                            wakeUps.ring(WakeUps.Reason.CANCEL, id);
                            return anyRunning(found.get(), wanted);
                        });
        return any ? new Outcome.Cancelling() : new Outcome.AlreadyFinished();
    }

    /// A run that does not answer heeds the wish later.
    private static boolean await(CompletableFuture<Boolean> any) {
        try {
            return any.get(RUN_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException unknown) {
            return true;
        }
    }

    private static boolean anyRunning(Comparison comparison, Set<ModelId> models) {
        return comparison.answers().stream()
                .anyMatch(answer -> models.contains(answer.model()) && !answer.status().isFinal());
    }
}
