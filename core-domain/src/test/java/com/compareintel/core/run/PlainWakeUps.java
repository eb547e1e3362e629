package com.compareintel.core.run;

import com.compareintel.core.comparison.ComparisonId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A bell within one process: its listeners are called by whoever rings. Thread-safe.
public final class PlainWakeUps implements WakeUps {
    private final List<Listening> listening = new CopyOnWriteArrayList<>();

    @Override
    public void ring(ComparisonId id) {
        for (Listening one : listening) {
            try {
                one.listener.accept(id);
            } catch (RuntimeException broken) {
                System.out.println("a listener fails: " + broken);
            }
        }
    }

    @Override
    public Subscription listen(Consumer<ComparisonId> listener) {
        Listening one = new Listening(listener);
        listening.add(one);
        return one;
    }

    /// Equal to nothing but itself, so that one listener may listen twice.
    private final class Listening implements Subscription {
        private final Consumer<ComparisonId> listener;

        Listening(Consumer<ComparisonId> listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            listening.remove(this);
        }
    }
}
