package com.compareintel.core.run;

import com.compareintel.core.comparison.ComparisonId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A bell within one process: its listeners are called by whoever rings. Thread-safe.
public final class PlainWakeUps implements WakeUps {
    private final List<Listening> listening = new CopyOnWriteArrayList<>();

    @Override
    public void ring(Reason reason, Collection<ComparisonId> ids) {
        for (Listening one : listening) {
            if (one.reason == reason) {
                ids.forEach(one::hear);
            }
        }
    }

    @Override
    public Subscription listen(Reason reason, Consumer<ComparisonId> listener) {
        Listening one = new Listening(reason, listener);
        listening.add(one);
        return one;
    }

    /// Equal to nothing but itself, so that one listener may listen twice.
    private final class Listening implements Subscription {
        private final Reason reason;
        private final Consumer<ComparisonId> listener;

        Listening(Reason reason, Consumer<ComparisonId> listener) {
            this.reason = reason;
            this.listener = listener;
        }

        private void hear(ComparisonId id) {
            try {
                listener.accept(id);
            } catch (RuntimeException broken) {
                System.out.println("a listener fails: " + broken);
            }
        }

        @Override
        public void close() {
            listening.remove(this);
        }
    }
}
