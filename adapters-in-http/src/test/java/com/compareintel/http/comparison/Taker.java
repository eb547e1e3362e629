package com.compareintel.http.comparison;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// A client of a stream that takes as much as a test lets it. Thread-safe.
final class Taker implements Subscriber<byte[]> {
    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private Runnable atPiece = () -> {};

    /// What is done inside of each piece's delivery.
    Taker doing(Runnable action) {
        atPiece = action;
        return this;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        // The test asks for pieces by itself.
    }

    @Override
    public void onNext(byte[] piece) {
        if (ends.get() + errors.get() > 0) {
            throw new AssertionError("told something after the end");
        }
        pieces.add(new String(piece, StandardCharsets.UTF_8));
        atPiece.run();
    }

    @Override
    public void onError(Throwable broken) {
        errors.incrementAndGet();
        over.countDown();
    }

    @Override
    public void onComplete() {
        ends.incrementAndGet();
        over.countDown();
    }

    List<String> pieces() {
        return pieces;
    }

    /// The texts of all answers so far, in order.
    List<String> texts() {
        return String.join("", pieces)
                .lines()
                .filter(line -> line.startsWith("data: ") && line.contains("\"text\""))
                .map(line -> line.replaceAll(".*\"text\":\"(.*)\"}", "$1"))
                .toList();
    }

    int ends() {
        return ends.get();
    }

    int errors() {
        return errors.get();
    }

    void awaitEnd() throws InterruptedException {
        if (!over.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + pieces.size() + " pieces");
        }
    }
}
