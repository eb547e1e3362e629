package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The calls of one comparison to the provider: those under way, and those that were hung up and
/// whose handle may still come. Owned by whoever drains the comparison's mailbox.
@Confined
final class OpenCalls {
    /// Signals of one model in the mailbox from which on its provider is asked to pause, and up to
    /// which it goes on.
    private static final int PAUSE_ABOVE = 512;

    private static final int RESUME_BELOW = 64;

    private final ModelProvider provider;
    private final Consumer<Signal> mailbox;
    private final Map<ModelId, OpenCall> open = new HashMap<>();
    private final Map<ModelId, Parting> leaving = new HashMap<>();

    /// Which call it is.
    ///
    /// @param number which of the model's calls, from 1
    record Which(ModelId model, int number) {}

    /// A call that was hung up, and its handle once the provider is left.
    private record Parting(Which call, CompletableFuture<Optional<String>> handle) {
        /// The same, known when this was told of it: what depends on one future alone is run in no
        /// certain order.
        Parting telling(BiConsumer<Which, String> known) {
            return new Parting(
                    call,
                    handle.thenApply(name -> {
                        name.ifPresent(told -> known.accept(call, told));
                        return name;
                    }));
        }
    }

    /// @param mailbox takes what the provider says, from any thread
    OpenCalls(ModelProvider provider, Consumer<Signal> mailbox) {
        this.provider = provider;
        this.mailbox = mailbox;
    }

    /// Asks the provider.
    ///
    /// @param number which of the model's calls this is, from 1
    void ask(Question question, int number) {
        OpenCall call = new OpenCall(new Which(question.model(), number));
        open.put(question.model(), call);
        call.handle = provider.ask(question, call);
    }

    /// What the provider said was read.
    void read(Signal.Heard heard) {
        OpenCall call = open.get(heard.model());
        if (call != null && call.which.number() == heard.call()) {
            call.read();
        }
    }

    /// Hangs up on a model, if it is being asked.
    void hangUp(ModelId model) {
        OpenCall call = open.remove(model);
        if (call != null && call.handle != null) {
            CompletableFuture<Optional<String>> handle = new CompletableFuture<>();
            leaving.put(model, new Parting(call.which, handle));
            call.handle.cancel(handle::complete);
        }
    }

    /// The handle of the call of this model that was hung up, once the provider is left; empty if
    /// there is none, or it did not come.
    CompletableFuture<Optional<String>> parting(ModelId model) {
        Parting parting = leaving.get(model);
        return parting == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : parting.handle();
    }

    /// Tells of the handles of all calls that were hung up, each as soon as it is known and from
    /// any thread. [#onceLeft] waits for that.
    void partings(BiConsumer<Which, String> known) {
        leaving.replaceAll((model, parting) -> parting.telling(known));
    }

    /// Runs this once the provider is left by all calls that were hung up, and [#partings] were
    /// told.
    void onceLeft(Runnable task) {
        var _ =
                CompletableFuture.allOf(
                                leaving.values().stream()
                                        .map(Parting::handle)
                                        .toArray(CompletableFuture[]::new))
                        .thenRun(task);
    }

    /// A call to the provider and how much of what it said has not been read yet.
    private final class OpenCall implements ModelProvider.Sink {
        private final Which which;
        private final AtomicInteger unheard = new AtomicInteger();
        private ModelProvider.@Nullable Call handle;

        OpenCall(Which which) {
            this.which = which;
        }

        @Override
        public boolean take(ProviderSignal signal) {
            int backlog = unheard.incrementAndGet();
            mailbox.accept(new Signal.Heard(which.model(), which.number(), signal));
            return backlog <= PAUSE_ABOVE;
        }

        /// A pause begins only above the upper mark, so passing the lower one on the way down ends
        /// each.
        void read() {
            if (unheard.decrementAndGet() == RESUME_BELOW && handle != null) {
                handle.resume();
            }
        }
    }
}
