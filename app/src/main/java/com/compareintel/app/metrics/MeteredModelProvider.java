package com.compareintel.app.metrics;

import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.Question;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Counts the calls to the provider that are open. Thread-safe.
final class MeteredModelProvider implements ModelProvider {
    private final ModelProvider provider;
    private final AtomicInteger open;

    /// @param open grows with each call and shrinks with its end
    MeteredModelProvider(ModelProvider provider, AtomicInteger open) {
        this.provider = provider;
        this.open = open;
    }

    @Override
    public Call ask(Question question, Sink sink) {
        open.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        Call call =
                provider.ask(
                        question,
                        signal -> {
                            if (isLast(signal)) {
                                end(over);
                            }
                            return sink.take(signal);
                        });
        return new Call() {
            @Override
            public void cancel(Consumer<Optional<String>> left) {
                end(over);
                call.cancel(left);
            }

            @Override
            public void resume() {
                call.resume();
            }
        };
    }

    private void end(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) {
            open.decrementAndGet();
        }
    }

    private static boolean isLast(ProviderSignal signal) {
        return switch (signal) {
            case ProviderSignal.Ended ended -> true;
            case ProviderSignal.Failed failed -> true;
            case ProviderSignal.Accepted accepted -> false;
            case ProviderSignal.Served served -> false;
            case ProviderSignal.Metered metered -> false;
            case ProviderSignal.Text text -> false;
            case ProviderSignal.Thought thought -> false;
            case ProviderSignal.Annotated annotated -> false;
            case ProviderSignal.Finishing finishing -> false;
        };
    }
}
