package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.PlannedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A run with its mailbox. Whatever happens to the comparison becomes a letter in the mailbox, from
/// any thread; one thread at a time drains it in batches, feeds the run, and carries out what the
/// run wants. A burst thus becomes one append to the journal by itself. Nothing here blocks:
/// storage is done elsewhere and its outcome comes back as a letter. What changes in here is owned
/// by whoever drains.
@Confined
final class LiveComparison {
    /// Letters handled before others get a turn on the thread.
    private static final int BATCH = 256;

    private final ComparisonRunner.Means means;
    private final AcceptedCalls accepted;
    private final Fence fence;
    private final Line line;
    private final Executor executor;
    private final ComparisonRun run;
    private final StoredEndings endings;
    private final Runnable onRetired;

    /// When the lease that is known to hold was asked for.
    private volatile Instant leasedSince;

    /// Whether there is news that readers are not told for the lease may be lost.
    private volatile boolean withholding;

    private final Queue<Letter> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unread = new AtomicInteger();

    // From here on owned by the thread that drains.
    private final OpenCalls calls;
    private final List<ComparisonEvent> news = new ArrayList<>();
    private int mergedAbove = BATCH;
    private final List<Runnable> postponed = new ArrayList<>();
    private Timers.@Nullable Timer alarm;
    private @Nullable Instant alarmAt;
    private boolean retired;

    private sealed interface Letter {
        record Tell(Signal signal) implements Letter {}

        record Look(Function<ComparisonRun, Object> question, CompletableFuture<Object> answer)
                implements Letter {}

        record GiveUp(CompletableFuture<Void> left) implements Letter {}

        record LeaseHeld() implements Letter {}
    }

    /// @param leasedSince when the lease was asked for
    LiveComparison(
            ComparisonRunner.Means means,
            AcceptedCalls accepted,
            Fence fence,
            Line line,
            ComparisonRun run,
            Instant leasedSince,
            Executor executor,
            Runnable onRetired) {
        this.leasedSince = leasedSince;
        this.means = means;
        this.accepted = accepted;
        this.fence = fence;
        this.line = line;
        this.run = run;
        this.executor = executor;
        this.onRetired = onRetired;
        this.calls = new OpenCalls(means.provider(), this::tell);
        this.endings =
                new StoredEndings(
                        means,
                        accepted,
                        fence,
                        this::tell,
                        () -> post(new Letter.GiveUp(new CompletableFuture<>())));
    }

    Fence fence() {
        return fence;
    }

    void tell(Signal signal) {
        post(new Letter.Tell(signal));
    }

    /// Ends everything without a trace: somebody else owns the comparison now. Completes once the
    /// provider is left, and the handles of all calls are known that can be.
    CompletableFuture<Void> giveUp() {
        CompletableFuture<Void> left = new CompletableFuture<>();
        post(new Letter.GiveUp(left));
        return left;
    }

    /// The lease was renewed.
    ///
    /// @param asked when that was asked for
    void leaseHeld(Instant asked) {
        leasedSince = asked;
        if (withholding) {
            post(new Letter.LeaseHeld());
        }
    }

    /// Everything as of now with its place in the journal; fails while readers are not told.
    CompletableFuture<Recorded> snapshot() {
        return look(state -> {
            if (!news.isEmpty()) {
                throw new IllegalStateException("the lease may be lost");
            }
            return new Recorded(
                    means.journal().newest(fence.comparison()),
                    new ComparisonEvent.Snapshot(state.snapshot()));
        });
    }

    /// Cancels those of these models that have not ended, and tells whether there were any.
    CompletableFuture<Boolean> cancel(Set<ModelId> models) {
        CompletableFuture<Boolean> any = look(state -> models.stream().anyMatch(state::isRunning));
        tell(new Signal.CancelAsked(models));
        return any;
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> look(Function<ComparisonRun, T> question) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        post(new Letter.Look(question::apply, answer));
        return (CompletableFuture<T>) answer;
    }

    private void post(Letter letter) {
        mailbox.add(letter);
        if (unread.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int read = 0;
        try {
            Letter letter;
            while (read < BATCH && (letter = mailbox.poll()) != null) {
                read++;
                open(letter);
            }
            tellNews();
            resetAlarm();
        } catch (RuntimeException | Error broken) {
            breakDown(broken);
        } finally {
            if (unread.addAndGet(-read) > 0) {
                executor.execute(this::drain);
            }
        }
    }

    /// Whatever it was, the comparison must not keep its lease without a run.
    private void breakDown(Throwable broken) {
        try {
            retire();
        } finally {
            finish();
            means.sound(fence.comparison(), broken);
        }
    }

    private void open(Letter letter) {
        switch (letter) {
            case Letter.Tell(Signal signal) -> {
                if (!retired) {
                    if (signal instanceof Signal.DeadlinePassed) {
                        cancelAlarm();
                    }
                    run.on(signal, means.clock().instant()).forEach(this::carryOut);
                    if (signal instanceof Signal.Heard heard) {
                        calls.read(heard);
                    }
                }
            }
            case Letter.Look(var question, var answer) -> {
                try {
                    tellNews();
                    answer.complete(question.apply(run));
                } catch (IllegalStateException unknown) {
                    answer.completeExceptionally(unknown);
                }
            }
            case Letter.LeaseHeld held -> {
                // what was withheld is told with the news of this batch
            }
            case Letter.GiveUp(var left) -> {
                if (!retired) {
                    retire();
                }
                calls.onceLeft(() -> left.complete(null));
            }
        }
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Publish(ComparisonEvent event) -> news.add(event);
            case Effect.TakeSlot(PlannedAnswer answer, boolean again) -> takeSlot(answer, again);
            case Effect.NoteAnswering(ModelId model) -> means.slots().answers(ticket(model));
            case Effect.NoteRefused(ModelId model, Strain strain, var retryAfter) ->
                    means.slots().refused(ticket(model), strain, retryAfter);
            case Effect.FreeSlot(ModelId model, var used) ->
                    means.slots().free(ticket(model), used);
            case Effect.Ask(PlannedAnswer answer, int number) ->
                    calls.ask(questionOf(answer), number);
            case Effect.NoteCall(ModelId model, int number, String generation) ->
                    accepted.add(fence, model, number, generation);
            case Effect.HangUp(ModelId model) -> calls.hangUp(model);
            case Effect.Store(EndedAnswer answer) -> {
                var handle = calls.parting(answer.answer().model());
                onceTold(() -> endings.store(answer, handle));
            }
            case Effect.Settle settle -> onceTold(() -> endings.settle(settle));
            case Effect.Retire retire -> {
                tell();
                finish();
            }
        }
    }

    /// What is stored of the comparison goes together with what was told before, so it waits for
    /// that.
    private void onceTold(Runnable storage) {
        tellNews();
        if (withholding) {
            postponed.add(storage);
        } else {
            endings.block(storage);
        }
    }

    /// Nothing is told while another instance may already own the comparison.
    private void tellNews() {
        if (news.isEmpty()) {
            return;
        }
        withholding = true;
        if (means.clock().instant().isBefore(leasedSince.plus(means.trust()))) {
            tell();
        } else if (news.size() >= mergedAbove) {
            merge();
        }
    }

    /// However long it is withheld, what an answer says takes little more room than its text.
    private void merge() {
        List<ComparisonEvent> merged = TextMerge.of(news);
        news.clear();
        news.addAll(merged);
        mergedAbove = 2 * news.size() + BATCH;
    }

    private void tell() {
        withholding = false;
        if (!news.isEmpty()) {
            means.journal().append(fence, news);
            news.clear();
            mergedAbove = BATCH;
        }
        postponed.forEach(endings::block);
        postponed.clear();
    }

    private void takeSlot(PlannedAnswer answer, boolean again) {
        ModelId model = answer.card().id();
        int position =
                means.slots()
                        .take(
                                new SlotQueue.Waiting(
                                        ticket(model),
                                        line,
                                        model,
                                        answer.terms().maxOutputTokens(),
                                        () -> tell(new Signal.SlotGranted(model))),
                                again);
        tell(
                position == 0
                        ? new Signal.SlotGranted(model)
                        : new Signal.SlotAwaited(model, position));
    }

    private Object ticket(ModelId model) {
        return new Ticket(fence, model);
    }

    private record Ticket(Fence fence, ModelId model) {}

    private Question questionOf(PlannedAnswer answer) {
        return new Question(
                answer.card().id(),
                answer.messages(),
                answer.terms().maxOutputTokens(),
                answer.parameters(),
                answer.card().price().bound(answer.size().bound()),
                run.session());
    }

    /// Wakes the run when the next deadline is due. Deadlines are mostly put off, so an alarm that
    /// rings early is cheaper than one that is set anew with every piece of text; once it has rung
    /// the next one is set.
    private void resetAlarm() {
        Optional<Instant> due = retired ? Optional.empty() : run.nextDeadline();
        if (due.isEmpty() || (alarmAt != null && !due.get().isBefore(alarmAt))) {
            return;
        }
        cancelAlarm();
        Duration delay = Duration.between(means.clock().instant(), due.get());
        alarmAt = due.get();
        alarm =
                means.timers()
                        .after(
                                delay.isNegative() ? Duration.ZERO : delay,
                                () -> post(new Letter.Tell(new Signal.DeadlinePassed())));
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = null;
        alarmAt = null;
    }

    /// Drops the run as it is. Its lease is not renewed any more, so that it is ended by whoever
    /// claims it.
    private void retire() {
        news.clear();
        postponed.clear();
        run.abandon().stream()
                .filter(effect -> !(effect instanceof Effect.Retire))
                .forEach(this::carryOut);
        calls.partings((call, handle) -> accepted.add(fence, call.model(), call.number(), handle));
        means.journal().close(fence);
        finish();
    }

    private void finish() {
        if (retired) {
            return;
        }
        retired = true;
        cancelAlarm();
        onRetired.run();
    }
}
