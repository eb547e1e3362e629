package com.compareintel.app.bench;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// One comparison as a client lives through it. What it hears is confined to the client's event
/// loop until [#end] is complete.
final class Visit {
    private final Target.Kind kind;
    private final List<String> models;
    private final List<Ear> ears;
    private final Tally tally;
    private final boolean troubled;
    private final boolean[] answered;
    private final AtomicInteger speaking = new AtomicInteger();
    private final CompletableFuture<Visit> end = new CompletableFuture<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<Ear> failed = new ArrayList<>();
    private final long asked = System.nanoTime();
    private volatile long firstText;
    private boolean finished;
    private boolean hungUp;
    private int responses;

    /// @param troubled whether answers may fail
    Visit(Target.Kind kind, List<String> models, Tally tally, boolean troubled) {
        this.kind = kind;
        this.models = models;
        this.tally = tally;
        this.troubled = troubled;
        this.answered = new boolean[models.size()];
        this.responses = kind == Target.Kind.DIRECT ? models.size() : 1;
        this.ears = models.stream().map(model -> new Ear(kind + " " + model, tally)).toList();
    }

    Target.Kind kind() {
        return kind;
    }

    List<String> models() {
        return models;
    }

    /// It comes over this connection.
    void over(Channel channel) {
        channels.add(channel);
    }

    /// What has not come by now never does, and is not missed.
    void hangUp() {
        hungUp = true;
        for (Channel channel : channels) {
            var _ = channel.close();
        }
    }

    void heard(int model, byte[] text, int length, long now) {
        if (firstText == 0) {
            firstText = System.nanoTime();
        }
        Ear ear = ears.get(model);
        if (ear.nonce() < 0) {
            speaking.incrementAndGet();
        }
        if (answered[model]) {
            fault("text after the end of an answer");
        }
        ear.hear(text, 0, length, now);
    }

    /// An answer has ended as it should.
    void answered(int model) {
        if (answered[model]) {
            fault("an answer ended twice");
        }
        answered[model] = true;
    }

    /// An answer has ended otherwise.
    ///
    /// @param how as the client was told
    void failed(int model, String how) {
        answered(model);
        failed.add(ears.get(model));
        if (!troubled) {
            fault("an answer failed: " + how);
        }
    }

    void finished() {
        finished = true;
    }

    /// A response has ended.
    ///
    /// @param whole whether its end was told
    void responded(boolean whole) {
        if (!whole && !troubled) {
            fault("a response was cut off");
        }
        if (--responses == 0) {
            if (kind == Target.Kind.PRODUCT && !hungUp) {
                if (!finished) {
                    fault("no end of the comparison");
                }
                IntStream.range(0, answered.length)
                        .filter(model -> !answered[model])
                        .forEach(model -> fault("no end of an answer"));
            }
            end.complete(this);
        }
    }

    void fault(String what) {
        tally.fault(kind + ": " + what);
    }

    /// How many models have said something.
    int speaking() {
        return speaking.get();
    }

    /// From the request to the first text of any model; below zero before.
    long nanosToFirstText() {
        return firstText - asked;
    }

    CompletableFuture<Visit> end() {
        return end;
    }

    /// Every answer; to be asked after the end.
    List<Ear> ears() {
        return ears;
    }

    /// The answers that did not complete.
    List<Ear> failed() {
        return failed;
    }
}
