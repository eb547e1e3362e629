package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What all timers keep to. Implementations move time on their own way.
public abstract class TimersContract {
    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 20;

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofMillis(120);

    /// The timers under test.
    protected abstract Timers timers();

    /// Lets at least so much time pass for the timers.
    protected abstract void pass(Duration time);

    @Test
    void a_task_is_done_once_after_its_delay() throws InterruptedException {
        var done = new ConcurrentLinkedQueue<String>();
        var rang = new CountDownLatch(1);

        var timer =
                timers().after(
                                SOON,
                                () -> {
                                    done.add("rang");
                                    rang.countDown();
                                });
        pass(SOON);
        await(rang);
        pass(SOON);
        timer.cancel();

        assertThat(done).containsExactly("rang");
    }

    @Test
    void a_task_without_delay_is_done_at_once() throws InterruptedException {
        var rang = new CountDownLatch(1);

        timers().after(Duration.ZERO, rang::countDown);
        pass(Duration.ZERO);

        await(rang);
    }

    @Test
    void a_cancelled_task_is_never_done() throws InterruptedException {
        var done = new ConcurrentLinkedQueue<String>();
        var after = new CountDownLatch(1);

        var timer = timers().after(SOON, () -> done.add("cancelled"));
        timers().after(LATER, after::countDown);
        timer.cancel();
        timer.cancel();
        pass(LATER);
        await(after);

        assertThat(done).isEmpty();
    }

    @Test
    void what_is_due_earlier_is_done_earlier() throws InterruptedException {
        var done = new ConcurrentLinkedQueue<String>();
        var both = new CountDownLatch(2);

        timers().after(LATER, () -> note(done, "later", both));
        timers().after(SOON, () -> note(done, "soon", both));
        pass(LATER);
        await(both);

        assertThat(List.copyOf(done)).containsExactly("soon", "later");
    }

    @Test
    void a_task_that_fails_harms_no_other() throws InterruptedException {
        var rang = new CountDownLatch(1);

        timers().after(
                        SOON,
                        () -> {
                            throw new IllegalStateException("on purpose");
                        });
        timers().after(LATER, rang::countDown);
        pass(LATER);

        await(rang);
    }

    @Test
    void a_task_may_set_the_next_timer() throws InterruptedException {
        var rang = new CountDownLatch(1);

        timers().after(SOON, () -> timers().after(SOON, rang::countDown));
        pass(LATER);

        await(rang);
    }

    private static void note(
            ConcurrentLinkedQueue<String> done, String what, CountDownLatch count) {
        done.add(what);
        count.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
