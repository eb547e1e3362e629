package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Stores the endings of one comparison and its settlement, away from the mailbox and again and
/// again until they are stored, or until the comparison turns out to be somebody else's.
/// Thread-safe.
final class StoredEndings {
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final ComparisonRunner.Means means;
    private final AcceptedCalls accepted;
    private final Fence fence;
    private final Consumer<Signal> outcome;
    private final Runnable giveUp;

    /// @param outcome told what is stored
    /// @param giveUp drops the run, for it cannot be stored
    StoredEndings(
            ComparisonRunner.Means means,
            AcceptedCalls accepted,
            Fence fence,
            Consumer<Signal> outcome,
            Runnable giveUp) {
        this.means = means;
        this.accepted = accepted;
        this.fence = fence;
        this.outcome = outcome;
        this.giveUp = giveUp;
    }

    /// Does storage where that may block. An error leaves nobody behind who would try again.
    void block(Runnable storage) {
        means.blocking()
                .execute(() -> {
                    try {
                        storage.run();
                    } catch (Error broken) {
                        means.sound(fence.comparison(), broken);
                        giveUp.run();
                    }
                });
    }

    /// Reckons the bill of an answer and stores its ending. Blocks.
    ///
    /// @param handle that of its last call if it was hung up, once the provider is left
    void store(EndedAnswer answer, CompletableFuture<Optional<String>> handle) {
        try {
            record(answer, answer.bill(means.counter()), handle, FIRST_RETRY);
        } catch (RuntimeException defect) {
            means.alarm().accept(fence.comparison(), defect);
            giveUp.run();
        }
    }

    private void record(
            EndedAnswer answer,
            AnswerEnding ending,
            CompletableFuture<Optional<String>> handle,
            Duration retry) {
        try {
            switch (means.comparisons().record(fence, ending)) {
                case WRITTEN -> {
                    accepted.ended(fence, ending.answer().model());
                    noteLate(answer, handle);
                    outcome.accept(new Signal.Stored(ending));
                }
                case FENCED -> giveUp.run();
            }
        } catch (RuntimeException broken) {
            means.alarm().accept(fence.comparison(), broken);
            again(retry, () -> record(answer, ending, handle, longer(retry)));
        }
    }

    /// A handle that came too late for the ending names the call that it was stored with.
    private void noteLate(EndedAnswer answer, CompletableFuture<Optional<String>> handle) {
        if (answer.hungUp() && answer.generation().isEmpty()) {
            ModelId model = answer.answer().model();
            var _ =
                    handle.thenAccept(late ->
                            late.ifPresent(
                                    name -> accepted.add(fence, model, answer.call(), name)));
        }
    }

    /// Stores the end of the comparison. Blocks.
    void settle(Effect.Settle settle) {
        settle(settle, FIRST_RETRY);
    }

    private void settle(Effect.Settle settle, Duration retry) {
        try {
            FinishOutcome finished =
                    means.comparisons()
                            .finish(
                                    fence,
                                    settle.settlement(),
                                    settle.startSkewMillis(),
                                    means.clock().instant());
            switch (finished) {
                case FinishOutcome.Finished(Comparison.Closing closing) ->
                        outcome.accept(new Signal.Settled(closing));
                case FinishOutcome.Fenced fenced -> giveUp.run();
            }
        } catch (RuntimeException broken) {
            means.alarm().accept(fence.comparison(), broken);
            again(retry, () -> settle(settle, longer(retry)));
        }
    }

    private void again(Duration delay, Runnable task) {
        means.timers().after(delay, () -> block(task));
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LONGEST_RETRY) < 0 ? twice : LONGEST_RETRY;
    }
}
