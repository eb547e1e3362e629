package com.compareintel.persistence.memory;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.WakeUps;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bell that only its own instance hears; others find out when they look. Its listeners are
/// called by whoever rings. Thread-safe.
@Singleton
@Named("memory")
@Bean(typed = WakeUps.class)
final class InMemoryWakeUps implements WakeUps {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryWakeUps.class);

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
                LOG.warn("A listener fails over comparison {}: {}", id, broken.toString());
            }
        }

        @Override
        public void close() {
            listening.remove(this);
        }
    }
}
