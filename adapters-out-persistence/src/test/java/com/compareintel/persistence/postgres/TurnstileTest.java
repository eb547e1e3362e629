package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void disperse() {
        crowd.shutdownNow();
    }

    private <T> CompletableFuture<T> send(Turnstile turnstile, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> turnstile.through(PATIENCE, work), crowd);
    }

    @Test
    void a_crowd_gets_through_and_never_more_than_there_are_places_at_once() throws Exception {
        Turnstile turnstile = new Turnstile(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(
                    send(
                            turnstile,
                            () -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                return inside.decrementAndGet();
                            }));
        }
        for (CompletableFuture<Integer> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whoever_waits_while_the_database_is_lost_is_told_without_trying() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        AtomicInteger tried = new AtomicInteger();
        CompletableFuture<Integer> first =
                send(
                        turnstile,
                        () -> {
                            in.countDown();
                            await(lost);
                            turnstile.close();
                            return 0;
                        });
        await(in);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(send(turnstile, tried::incrementAndGet));
        }
        while (turnstile.waiting() < 20) {
            Thread.onSpinWait();
        }
        lost.countDown();

        first.get(30, TimeUnit.SECONDS);
        for (CompletableFuture<Integer> one : waiting) {
            assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UncheckedIOException.class);
        }
        assertThat(tried).hasValue(0);
        assertThat(turnstile.through(PATIENCE, tried::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void nobody_waits_for_ever() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(1);
        CompletableFuture<Integer> first =
                send(
                        turnstile,
                        () -> {
                            in.countDown();
                            await(out);
                            return 0;
                        });
        await(in);

        assertThatThrownBy(() -> turnstile.through(Duration.ofMillis(20), () -> 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("PT0.02S");
        out.countDown();
        first.get(30, TimeUnit.SECONDS);
        assertThat(turnstile.through(PATIENCE, () -> 1)).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
