package com.compareintel.core.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// What is under way in this instance, and whether more may begin: once it is closed nothing begins
/// any more, and what has begun goes on to its end. Whoever began is counted from the first
/// question to the database on, so nothing slips in between closing and counting. Thread-safe;
/// never blocks.
final class OpenWork {
    private final AtomicReference<State> state = new AtomicReference<>(new State(0, false));
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /// @param underWay how much has begun and not ended
    /// @param closed whether nothing may begin any more
    record State(int underWay, boolean closed) {
        State {
            if (underWay < 0) {
                throw new IllegalStateException("more ended than began");
            }
        }

        State begun() {
            return closed ? this : new State(underWay + 1, false);
        }

        State ended() {
            return new State(underWay - 1, closed);
        }

        State closing() {
            return new State(underWay, true);
        }

        boolean isDone() {
            return closed && underWay == 0;
        }
    }

    /// Begins one piece of work, unless closed, and tells whether it may go on. Each that may ends
    /// once.
    boolean begin() {
        return !state.getAndUpdate(State::begun).closed();
    }

    /// Ends one piece of work.
    void end() {
        tellIfDone(state.updateAndGet(State::ended));
    }

    /// From now on nothing begins. Completes once all that began has ended; closing again answers
    /// the same.
    CompletableFuture<Void> close() {
        tellIfDone(state.updateAndGet(State::closing));
        return done.copy();
    }

    boolean isClosed() {
        return state.get().closed();
    }

    private void tellIfDone(State now) {
        if (now.isDone()) {
            done.complete(null);
        }
    }
}
