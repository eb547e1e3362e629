package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A provider that says what a test tells it to say, when the test tells it to.
final class HandProvider implements ModelProvider {
    private final Map<ModelId, List<HandCall>> calls = new ConcurrentHashMap<>();

    @Override
    public Call ask(Question question, Sink sink) {
        HandCall call = new HandCall(question, sink);
        calls.computeIfAbsent(question.model(), model -> new CopyOnWriteArrayList<>()).add(call);
        return call;
    }

    /// The latest call of a model.
    HandCall call(String model) {
        return calls.getOrDefault(new ModelId(model), List.of()).getLast();
    }

    int calls(String model) {
        return calls.getOrDefault(new ModelId(model), List.of()).size();
    }

    /// A call under way.
    static final class HandCall implements Call {
        private final Question question;
        private final Sink sink;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicBoolean lingers = new AtomicBoolean();
        private final List<Consumer<Optional<String>>> leaving = new CopyOnWriteArrayList<>();
        private final AtomicBoolean breaks = new AtomicBoolean();
        private final AtomicInteger resumed = new AtomicInteger();

        HandCall(Question question, Sink sink) {
            this.question = question;
            this.sink = sink;
        }

        Question question() {
            return question;
        }

        void tell(ProviderSignal signal) {
            sink.take(signal);
        }

        boolean say(String text) {
            return sink.take(new ProviderSignal.Text(text));
        }

        void tellWhoServes(String by) {
            tell(new ProviderSignal.Served(Optional.empty(), Optional.of(by)));
        }

        void end(String cost) {
            sink.take(
                    new ProviderSignal.Ended(
                            FinishReason.STOP,
                            Optional.of(new Usage(4, 10, 0, 0)),
                            Optional.of(Usd.of(cost))));
        }

        void fail(FailureCode code, int retries) {
            sink.take(ProviderSignal.Failed.of(new AnswerFailure(code, true), retries));
        }

        void fail(FailureCode code) {
            sink.take(ProviderSignal.Failed.of(new AnswerFailure(code, true), 0));
        }

        /// Refuses for having too much to do.
        void refuse(Strain strain, Optional<Duration> retryAfter) {
            sink.take(
                    new ProviderSignal.Failed(
                            new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                            2,
                            retryAfter,
                            Optional.empty(),
                            Optional.empty(),
                            strain));
        }

        /// Being cancelled, it fails by an error.
        void breakOnCancel() {
            breaks.set(true);
        }

        boolean isCancelled() {
            return cancelled.get();
        }

        int resumed() {
            return resumed.get();
        }

        @Override
        public void cancel(Consumer<Optional<String>> left) {
            // Whoever sees it cancelled may close its connection: it must know by then whom to
            // tell.
            boolean stays = lingers.get();
            if (stays) {
                leaving.add(left);
            }
            cancelled.set(true);
            if (breaks.get()) {
                throw new StackOverflowError("of a test");
            }
            if (!stays) {
                left.accept(Optional.empty());
            }
        }

        /// Being cancelled, its connection stays open until [#leave].
        HandCall lingering() {
            lingers.set(true);
            return this;
        }

        /// Closes the connection of a call that was cancelled.
        void leave(Optional<String> handle) {
            leaving.forEach(left -> left.accept(handle));
        }

        @Override
        public void resume() {
            resumed.incrementAndGet();
        }
    }
}
