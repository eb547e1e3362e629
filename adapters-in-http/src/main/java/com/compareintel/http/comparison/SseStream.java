package com.compareintel.http.comparison;

import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Feed;
import com.compareintel.core.run.Timers;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's event stream: pulls from its feed as the client takes, and writes what there is in
/// one piece, so that a burst is one write and a slow client holds nothing but its place in the
/// journal.
///
/// Everything here happens on the event loop of the client's connection, where the connection's end
/// is noticed too: nothing is locked, and nothing is written to a client that has gone. Only
/// looking up what the journal no longer has blocks; that is done elsewhere, and until it is back
/// nobody touches the feed.
final class SseStream implements Publisher<byte[]>, Subscription {
    /// About how much is written in one piece.
    private static final int PIECE_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SseStream.class);

    private final ComparisonFrames frames;
    private final EventExecutor loop;
    private final Timers timers;
    private final Duration tick;
    private final Executor blocking;
    private final Feed feed;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    private @Nullable Subscriber<? super byte[]> client;
    private volatile Timers.@Nullable Timer pulse;
    private Feed.@Nullable Next found;
    private long demand;
    private boolean opened;
    private boolean silent;
    private boolean heartbeatDue;
    private boolean turning;
    private boolean lookingUp;

    /// Whether there was news while nobody might look.
    private boolean missed;

    private boolean cancelled;
    private boolean over;

    /// @param loop the event loop of the client's connection
    /// @param silence the longest time without a sign of life
    /// @param open gives the feed, which is to call what it is given when there is news
    SseStream(
            ComparisonId comparison,
            EventExecutor loop,
            Timers timers,
            Duration silence,
            Executor blocking,
            Function<Runnable, Feed> open) {
        this.frames = new ComparisonFrames(comparison);
        this.loop = loop;
        this.timers = timers;
        this.tick = silence.dividedBy(2);
        this.blocking = blocking;
        this.feed = open.apply(this::wake);
    }

    /// For one client only.
    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        if (client != null) {
            throw new IllegalStateException("a stream has one client");
        }
        client = subscriber;
        subscriber.onSubscribe(this);
        onLoop(this::listen);
    }

    @Override
    public void request(long pieces) {
        onLoop(() -> {
            demand = demand + pieces < 0 ? Long.MAX_VALUE : demand + pieces;
            turn();
        });
    }

    @Override
    public void cancel() {
        onLoop(() -> {
            cancelled = true;
            turn();
        });
    }

    /// There is news: from any thread, any number of times, for one turn.
    private void wake() {
        if (awake.compareAndSet(false, true)) {
            hand(() -> {
                awake.set(false);
                missed = lookingUp;
                turn();
            });
        }
    }

    private void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            hand(step);
        }
    }

    private void hand(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("A stream ended with the server");
            release();
        }
    }

    private void turn() {
        if (turning) {
            return;
        }
        turning = true;
        try {
            if (cancelled && !lookingUp) {
                end(false);
            }
            while (!over && !lookingUp && demand > 0 && advance()) {
                // as long as there is something to tell and somebody to take it
            }
        } catch (RuntimeException broken) {
            LOG.error("A stream ended by mistake", broken);
            end(true);
        } finally {
            turning = false;
        }
    }

    /// Tells one piece, if there is one.
    private boolean advance() {
        if (!opened) {
            opened = true;
            tell(ComparisonFrames.opening());
            return true;
        }
        Feed.Next next = found != null ? found : feed.next(PIECE_BYTES);
        found = null;
        return switch (next) {
            case Feed.Next.Events events -> {
                tell(frames.of(events.events()));
                if (events.endsFeed()) {
                    end(true);
                }
                yield true;
            }
            case Feed.Next.Nothing nothing -> {
                boolean beat = heartbeatDue;
                if (beat) {
                    tell(ComparisonFrames.heartbeat());
                }
                yield beat;
            }
            case Feed.Next.Elsewhere elsewhere -> {
                lookingUp = true;
                blocking.execute(this::lookUp);
                yield false;
            }
            case Feed.Next.Broken broken -> {
                end(true);
                yield false;
            }
        };
    }

    private void tell(byte[] piece) {
        silent = false;
        heartbeatDue = false;
        demand--;
        if (client != null) {
            client.onNext(piece);
        }
        if (cancelled) {
            end(false);
        }
    }

    private void lookUp() {
        Feed.Next next;
        try {
            next = feed.lookUp();
        } catch (RuntimeException broken) {
            LOG.warn("A stream ended early, for its history could not be looked up", broken);
            next = new Feed.Next.Broken();
        }
        Feed.Next told = next;
        hand(() -> {
            found = missed && told instanceof Feed.Next.Nothing ? null : told;
            missed = false;
            lookingUp = false;
            turn();
        });
    }

    private void listen() {
        if (!over) {
            pulse = timers.after(tick, () -> hand(this::beat));
        }
    }

    /// Twice within the longest silence; it is told only if nothing else was.
    private void beat() {
        if (silent) {
            heartbeatDue = true;
            turn();
        } else {
            silent = true;
        }
        listen();
    }

    private void end(boolean tellClient) {
        if (over) {
            return;
        }
        over = true;
        release();
        if (tellClient && client != null) {
            client.onComplete();
        }
    }

    /// Lets go of everything, once: at the end, or when the loop has stopped and whoever notices it
    /// has to.
    private void release() {
        if (released.compareAndSet(false, true)) {
            Timers.Timer beating = pulse;
            if (beating != null) {
                beating.cancel();
            }
            feed.close();
        }
    }
}
