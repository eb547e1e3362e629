package com.compareintel.core.run;

import com.compareintel.core.Port;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks models. Thread-safe; `ask` returns at once and never throws for trouble with the provider,
/// which comes as a [ProviderSignal.Failed].
///
/// A provider keeps no deadlines but those of connecting, retries nothing, and falls back to
/// nothing: a call is one attempt at one model. It bounds what it takes in: one line to 1 MiB, one
/// answer to 4 MiB.
@Port
public interface ModelProvider {
    /// Asks a model and tells `sink` what comes, one signal at a time, in order, from any thread.
    Call ask(Question question, Sink sink);

    /// Takes what a provider tells.
    @FunctionalInterface
    interface Sink {
        /// Takes one signal and returns at once.
        ///
        /// @return whether to go on; if not, the provider reads no further until [Call#resume].
        ///   Signals that it had already read may still be given
        boolean take(ProviderSignal signal);
    }

    /// A call under way. Thread-safe; all methods return at once and may be called at any time,
    /// more than once.
    interface Call {
        /// Ends the call: the sink hears no more. The connection to the provider is closed at once,
        /// unless the provider may just be saying under which handle it took the call; then as soon
        /// as that has come, and a second later at the latest.
        ///
        /// @param left told of the handle, or that it did not come, once the connection is closed;
        ///   from any thread, and must return at once
        void cancel(Consumer<Optional<String>> left);

        /// Ends the call, whatever its handle is.
        default void cancel() {
            cancel(handle -> {});
        }

        /// Goes on reading after the sink asked for a pause.
        void resume();
    }
}
