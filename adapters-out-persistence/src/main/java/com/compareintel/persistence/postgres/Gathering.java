package com.compareintel.persistence.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Puts the same question for many at once: one round is asked at a time, and whoever comes
/// meanwhile is gathered for the next. So a crowd takes one connection, and each waits for two
/// answers at most: that of the round before and its own. A round that fails takes the one that
/// waited for it along, for whatever broke has just been tried. Thread-safe; blocks.
///
/// @param <Q> a question
/// @param <A> its answer
final class Gathering<Q, A> {
    /// Questions of one round; more begin another.
    private static final int MOST = 256;

    private final Function<List<Q>, List<A>> ask;
    private final ReentrantLock lock = new ReentrantLock();
    private Round<Q, A> latest = Round.over();

    /// @param ask answers as many as it was asked, in that order
    Gathering(Function<List<Q>, List<A>> ask) {
        this.ask = ask;
    }

    /// Asks one question. Fails as the asking of its round does.
    A ask(Q question) {
        Round<Q, A> round;
        int place;
        lock.lock();
        try {
            if (latest.closed || latest.questions.size() == MOST) {
                latest = latest.next();
            }
            round = latest;
            place = round.questions.size();
            round.questions.add(question);
        } finally {
            lock.unlock();
        }
        if (place == 0) {
            lead(round);
        }
        try {
            return round.answers.join().get(place);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : failed;
        }
    }

    /// Asks for all of a round once the one before is over.
    private void lead(Round<Q, A> round) {
        try {
            round.before.join();
            round.answers.complete(ask.apply(close(round)));
        } catch (CompletionException failed) {
            close(round);
            round.answers.completeExceptionally(failed.getCause());
        } catch (RuntimeException | Error failed) {
            round.answers.completeExceptionally(failed);
        }
    }

    private List<Q> close(Round<Q, A> round) {
        lock.lock();
        try {
            round.closed = true;
            return List.copyOf(round.questions);
        } finally {
            lock.unlock();
        }
    }

    /// Those who ask together. What is not final is changed under the lock.
    private static final class Round<Q, A> {
        private final CompletableFuture<?> before;
        private final CompletableFuture<List<A>> answers = new CompletableFuture<>();
        private final List<Q> questions = new ArrayList<>();
        private boolean closed;

        private Round(CompletableFuture<?> before) {
            this.before = before;
        }

        /// None that anybody waits for.
        static <Q, A> Round<Q, A> over() {
            CompletableFuture<Object> done = CompletableFuture.completedFuture(List.of());
            Round<Q, A> round = new Round<>(done);
            round.closed = true;
            round.answers.complete(List.of());
            return round;
        }

        /// The one that waits for this, if this is not over.
        Round<Q, A> next() {
            return new Round<>(
                    answers.isDone() ? CompletableFuture.completedFuture(List.of()) : answers);
        }
    }
}
