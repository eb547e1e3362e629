package com.compareintel.http.comparison;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.Feed;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.Position;
import com.compareintel.http.HouseCore;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Streams on a loop that turns when a test turns it, and look-ups that happen when it lets them.
final class StreamStage {
    static final Duration SILENCE = Duration.ofSeconds(15);
    private static final ModelId MODEL = new ModelId("a/one");

    final HouseCore core = new HouseCore();
    final EmbeddedChannel channel = new EmbeddedChannel();
    final Queue<Runnable> lookUps = new ArrayDeque<>();

    /// A comparison of which nothing was told yet.
    ComparisonId opened() {
        ComparisonId id = new ComparisonId(UUID.randomUUID());
        core.journal.open(id);
        return id;
    }

    SseStream stream(ComparisonId id) {
        return stream(id, channel.eventLoop());
    }

    SseStream stream(ComparisonId id, EventExecutor loop) {
        return stream(id, loop, nudge -> core.follow.fromStart(id, nudge));
    }

    /// A stream for the account that started comparisons here, behind this position.
    SseStream streamFrom(ComparisonId id, Position after) {
        return stream(
                id,
                channel.eventLoop(),
                nudge ->
                        switch (core.follow.from(core.owner(), id, after, nudge)) {
                            case FollowComparison.Following.Open(Feed feed) -> feed;
                            case FollowComparison.Following.SeenAll all ->
                                    throw new AssertionError("seen all");
                            case FollowComparison.Following.Missing missing ->
                                    throw new AssertionError("missing");
                        });
    }

    private SseStream stream(ComparisonId id, EventExecutor loop, Function<Runnable, Feed> open) {
        return new SseStream(id, loop, core.timers, SILENCE, lookUps::add, open);
    }

    /// Tells these texts at once.
    void tell(ComparisonId id, String... texts) {
        core.journal.append(
                id,
                Stream.of(texts)
                        .<ComparisonEvent>map(text -> new ComparisonEvent.AnswerDelta(MODEL, text))
                        .toList());
    }

    void finish(ComparisonId id) {
        core.journal.append(
                id,
                List.of(
                        new ComparisonEvent.Finished(
                                ComparisonStatus.COMPLETED,
                                new Comparison.Closing(
                                        Samples.NOW,
                                        Credits.NONE,
                                        Usd.ZERO,
                                        Credits.NONE,
                                        Credits.NONE,
                                        Samples.MIDNIGHT,
                                        0))));
    }

    /// Lets the loop do what it was handed.
    void turn() {
        channel.runPendingTasks();
    }

    /// Lets time pass, and the loop with it.
    void pass(Duration span) {
        Duration step = Duration.ofMillis(500);
        for (Duration left = span; left.isPositive(); left = left.minus(step)) {
            core.timers.advance(left.compareTo(step) < 0 ? left : step);
            turn();
        }
    }

    /// Lets the look-ups happen that were asked for.
    void lookUp() {
        for (Runnable task = lookUps.poll(); task != null; task = lookUps.poll()) {
            task.run();
        }
        turn();
    }
}
