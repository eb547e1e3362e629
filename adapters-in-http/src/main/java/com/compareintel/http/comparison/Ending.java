package com.compareintel.http.comparison;

import com.compareintel.core.run.Feed;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Waits for the end of a comparison without a thread and then answers once: a reader that reads
/// everything and keeps nothing. It counts as a reader until the end, or until the client has gone,
/// which it has to notice itself: the server cancels nothing whose response has not begun.
final class Ending<T> implements Publisher<T>, Subscription {
    private static final int PIECE_BYTES = 1 << 20;

    private final Executor blocking;
    private final Function<Boolean, T> answer;
    private final ChannelFuture closed;
    private final ChannelFutureListener leaving = connection -> cancel();
    private final Feed feed;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile @Nullable Subscriber<? super T> client;
    private volatile boolean over;

    /// @param closed the end of the client's connection
    /// @param open gives the feed, which is to call what it is given when there is news
    /// @param answer told whether the comparison ended, or cannot be followed to its end from here;
    ///   may block
    Ending(
            Executor blocking,
            ChannelFuture closed,
            Function<Runnable, Feed> open,
            Function<Boolean, T> answer) {
        this.blocking = blocking;
        this.closed = closed;
        this.answer = answer;
        this.feed = open.apply(this::wake);
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        client = subscriber;
        closed.addListener(leaving);
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        wake();
    }

    @Override
    public void cancel() {
        over = true;
        wake();
    }

    /// The feed is read where blocking is allowed, for a nudge must return at once.
    private void wake() {
        if (client != null && turns.getAndIncrement() == 0) {
            blocking.execute(this::read);
        }
    }

    private void read() {
        int taken = turns.get();
        do {
            if (!over) {
                readOn();
            }
            if (over) {
                feed.close();
                closed.removeListener(leaving);
            }
            taken = turns.addAndGet(-taken);
        } while (taken > 0);
    }

    private void readOn() {
        try {
            while (true) {
                Feed.Next next = feed.next(PIECE_BYTES);
                if (next instanceof Feed.Next.Elsewhere) {
                    next = feed.lookUp();
                }
                switch (next) {
                    case Feed.Next.Events events -> {
                        if (events.endsFeed()) {
                            finish(true);
                            return;
                        }
                    }
                    case Feed.Next.Broken broken -> {
                        finish(false);
                        return;
                    }
                    case Feed.Next.Nothing nothing -> {
                        return;
                    }
                    case Feed.Next.Elsewhere elsewhere -> {
                        return;
                    }
                }
            }
        } catch (RuntimeException broken) {
            over = true;
            Subscriber<? super T> waiting = client;
            if (waiting != null) {
                waiting.onError(broken);
            }
        }
    }

    private void finish(boolean ended) {
        over = true;
        T response = answer.apply(ended);
        Subscriber<? super T> waiting = client;
        if (waiting != null) {
            waiting.onNext(response);
            waiting.onComplete();
        }
    }
}
