package com.compareintel.core.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a sink has heard of one call, in order; it asks for pauses as told, and lets a test wait.
/// Thread-safe.
public final class Heard implements ModelProvider.Sink {
    /// Far longer than anything takes, so that only a defect ever waits for it.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ProviderSignal> signals = new ArrayList<>();
    private Predicate<ProviderSignal> pausing = signal -> false;
    private Predicate<ProviderSignal> cancelling = signal -> false;
    private boolean paused;
    private ModelProvider.@Nullable Call call;

    /// The call that is heard.
    public void call(ModelProvider.Call asked) {
        locked(() -> call = asked);
    }

    /// Waits for the call to be known.
    public ModelProvider.Call call() {
        awaitState(() -> call != null);
        ModelProvider.Call known = call;
        if (known == null) {
            throw new AssertionError("nothing was asked");
        }
        return known;
    }

    /// Asks for a pause at every signal.
    public void pauseAlways() {
        pausing = signal -> true;
    }

    /// Asks for a pause at the first signal of this kind.
    public void pauseAtFirst(Class<? extends ProviderSignal> kind) {
        pausing = signal -> kind.isInstance(signal) && of(kind).size() == 1;
    }

    /// Cancels the call at the first signal of this kind.
    public void cancelAtFirst(Class<? extends ProviderSignal> kind) {
        cancelling = signal -> kind.isInstance(signal) && of(kind).size() == 1;
    }

    @Override
    public boolean take(ProviderSignal signal) {
        boolean goesOn =
                locked(() -> {
                    signals.add(signal);
                    paused |= pausing.test(signal);
                    return !paused;
                });
        if (cancelling.test(signal)) {
            call().cancel();
        }
        return goesOn;
    }

    /// Waits until what was heard is as described.
    public void await(Predicate<List<ProviderSignal>> condition) {
        awaitState(() -> condition.test(signals));
    }

    /// Waits for the end of the call.
    public void awaitEnd() {
        await(heard -> heard.stream().anyMatch(Heard::isEnd));
    }

    /// Waits until a pause was asked for, or the call is over; the next pause is a new one.
    public void awaitPause() {
        awaitState(() -> paused || signals.stream().anyMatch(Heard::isEnd));
        locked(() -> paused = false);
    }

    /// All that was heard so far.
    public List<ProviderSignal> all() {
        return locked(() -> List.copyOf(signals));
    }

    /// What was heard of one kind.
    public <T extends ProviderSignal> List<T> of(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Where the first signal of this kind stands; -1 if there is none.
    public int firstOf(Class<? extends ProviderSignal> kind) {
        return all().stream().map(kind::isInstance).toList().indexOf(true);
    }

    /// Where the last signal of this kind stands; -1 if there is none.
    public int lastOf(Class<? extends ProviderSignal> kind) {
        return all().stream().map(kind::isInstance).toList().lastIndexOf(true);
    }

    /// The text so far.
    public String text() {
        return of(ProviderSignal.Text.class).stream()
                .map(ProviderSignal.Text::text)
                .collect(Collectors.joining());
    }

    /// The reasoning so far.
    public String thoughts() {
        return of(ProviderSignal.Thought.class).stream()
                .map(ProviderSignal.Thought::text)
                .collect(Collectors.joining());
    }

    /// The handle under which the provider took the call.
    public String generation() {
        return of(ProviderSignal.Accepted.class).getFirst().generation();
    }

    /// Whether the call is over.
    public boolean hasEnded() {
        return all().stream().anyMatch(Heard::isEnd);
    }

    /// How the call ended well.
    public ProviderSignal.Ended ended() {
        if (all().getLast() instanceof ProviderSignal.Ended ended) {
            return ended;
        }
        throw new AssertionError("not ended well: " + all().getLast());
    }

    /// How the call failed.
    public ProviderSignal.Failed failed() {
        if (all().getLast() instanceof ProviderSignal.Failed failed) {
            return failed;
        }
        throw new AssertionError("not failed: " + all().getLast());
    }

    /// Whether a signal is the last of its call.
    public static boolean isEnd(ProviderSignal signal) {
        return signal instanceof ProviderSignal.Ended || signal instanceof ProviderSignal.Failed;
    }

    private void awaitState(BooleanSupplier reached) {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited in vain; heard " + signals);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
