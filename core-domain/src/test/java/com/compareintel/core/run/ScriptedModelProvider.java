package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// A provider that says what tests wrote down, and remembers what it was asked. Thread-safe.
///
/// Each call to a model takes that model's next script; the last one serves all further calls. A
/// model without a script accepts calls in silence. [#playing] provides calls that run by
/// themselves as far as their script goes; [#byHand] ones that move by [ScriptedCall#step].
public final class ScriptedModelProvider implements ModelProvider {
    private final Executor stage;
    private final boolean plays;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ModelId, Deque<List<ProviderSignal>>> scripts = new HashMap<>();
    private final List<ScriptedCall> calls = new CopyOnWriteArrayList<>();

    private ScriptedModelProvider(Executor stage, boolean plays) {
        this.stage = stage;
        this.plays = plays;
    }

    /// Calls play on `stage`, each in order, and go on there after a pause.
    public static ScriptedModelProvider playing(Executor stage) {
        return new ScriptedModelProvider(stage, true);
    }

    /// Calls do nothing unless a test makes them.
    public static ScriptedModelProvider byHand() {
        return new ScriptedModelProvider(Runnable::run, false);
    }

    /// What the next call to this model says; after those written down earlier.
    public void script(ModelId model, ProviderSignal... signals) {
        script(model, List.of(signals));
    }

    /// What the next call to this model says; after those written down earlier.
    public void script(ModelId model, List<ProviderSignal> signals) {
        lock.lock();
        try {
            scripts.computeIfAbsent(model, m -> new ArrayDeque<>()).add(List.copyOf(signals));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Call ask(Question question, Sink sink) {
        ScriptedCall call = new ScriptedCall(question, sink, nextScript(question.model()));
        calls.add(call);
        if (plays) {
            stage.execute(call::play);
        }
        return call;
    }

    private List<ProviderSignal> nextScript(ModelId model) {
        lock.lock();
        try {
            Deque<List<ProviderSignal>> left = scripts.getOrDefault(model, new ArrayDeque<>());
            if (left.isEmpty()) {
                return List.of();
            }
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        } finally {
            lock.unlock();
        }
    }

    /// All calls so far, in the order in which they were asked.
    public List<ScriptedCall> calls() {
        return List.copyOf(calls);
    }

    /// The calls to one model.
    public List<ScriptedCall> calls(ModelId model) {
        return calls.stream().filter(call -> call.question().model().equals(model)).toList();
    }

    /// One call: where it stands in its script, and what became of it.
    public final class ScriptedCall implements Call {
        private final Question question;
        private final Sink sink;
        private final Queue<ProviderSignal> left;

        /// How many wanted to play; whoever finds none before it plays for all.
        private final AtomicInteger players = new AtomicInteger();

        /// Taken up by whoever plays, so that it never overtakes the pause it ends.
        private final AtomicBoolean resumed = new AtomicBoolean();

        private volatile boolean paused;
        private volatile boolean cancelled;
        private volatile boolean ended;

        private ScriptedCall(Question question, Sink sink, List<ProviderSignal> script) {
            this.question = question;
            this.sink = sink;
            this.left = new ConcurrentLinkedQueue<>(script);
        }

        public Question question() {
            return question;
        }

        public boolean isCancelled() {
            return cancelled;
        }

        /// Whether the sink asked for a pause and has not resumed.
        public boolean isPaused() {
            return paused && !resumed.get();
        }

        /// Writes more of the script; it is said when its turn comes.
        public void add(ProviderSignal signal) {
            left.add(signal);
            if (plays) {
                stage.execute(this::play);
            }
        }

        /// Says the next signal of the script; false if there is none to say now. For one thread.
        public boolean step() {
            if (resumed.getAndSet(false)) {
                paused = false;
            }
            if (paused || cancelled || ended) {
                return false;
            }
            ProviderSignal next = left.poll();
            if (next == null) {
                return false;
            }
            ended = next instanceof ProviderSignal.Ended || next instanceof ProviderSignal.Failed;
            if (!sink.take(next)) {
                paused = true;
            }
            return true;
        }

        /// Says all that can be said now.
        public void play() {
            if (players.getAndIncrement() > 0) {
                return;
            }
            int playedFor;
            do {
                playedFor = players.get();
                boolean said = true;
                while (said) {
                    said = step();
                }
            } while (!players.compareAndSet(playedFor, 0));
        }

        @Override
        public void cancel(Consumer<Optional<String>> left) {
            cancelled = true;
            left.accept(Optional.empty());
        }

        @Override
        public void resume() {
            resumed.set(true);
            if (plays) {
                stage.execute(this::play);
            }
        }
    }
}
