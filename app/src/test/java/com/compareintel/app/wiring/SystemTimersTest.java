package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.run.Timers;
import com.compareintel.core.run.TimersContract;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SystemTimersTest extends TimersContract {
    private final SystemTimers timers = new SystemTimers();

    @Override
    protected Timers timers() {
        return timers;
    }

    /// Real time passes by itself; the tests wait for what is to happen.
    @Override
    protected void pass(Duration time) {}

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void nothing_happens_any_more_once_they_are_closed() throws InterruptedException {
        var happened = new AtomicBoolean();
        timers.after(Duration.ofMillis(30), () -> happened.set(true));

        timers.close();
        timers.after(Duration.ZERO, () -> happened.set(true));

        try (var others = new SystemTimers()) {
            var later = new CountDownLatch(1);
            others.after(Duration.ofMillis(60), later::countDown);
            later.await();
        }
        assertThat(happened).isFalse();
    }
}
