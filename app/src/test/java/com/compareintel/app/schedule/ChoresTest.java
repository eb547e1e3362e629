package com.compareintel.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ChoresTest {
    private static final long PATIENCE_SECONDS = 20;
    private static final Duration OFTEN = Duration.ofMillis(5);

    @Test
    void a_chore_is_done_again_and_again_also_after_failures() throws InterruptedException {
        var times = new AtomicInteger();
        var enough = new CountDownLatch(4);
        try (var chores = new Chores()) {
            chores.every(
                    OFTEN,
                    "Testing",
                    () -> {
                        enough.countDown();
                        if (times.incrementAndGet() < 3) {
                            throw new IllegalStateException("on purpose");
                        }
                    });

            assertThat(enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_chore_that_takes_long_is_not_begun_twice() throws InterruptedException {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var release = new CountDownLatch(1);
        var otherChore = new CountDownLatch(5);
        try (var chores = new Chores()) {
            chores.every(
                    OFTEN,
                    "Long work",
                    () -> {
                        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                        awaitQuietly(release);
                        atWork.decrementAndGet();
                    });
            chores.every(OFTEN, "Other work", otherChore::countDown);

            assertThat(otherChore.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(1);
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
