package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManualTimersTest extends TimersContract {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final ManualTimers timers = new ManualTimers(clock);

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected void pass(Duration time) {
        timers.advance(time);
    }

    @Test
    void each_task_sees_the_time_it_was_due_at() {
        List<Instant> seen = new ArrayList<>();
        timers.after(Duration.ofSeconds(2), () -> seen.add(clock.instant()));
        timers.after(Duration.ofSeconds(1), () -> seen.add(clock.instant()));

        timers.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly(Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(timers.pending()).isZero();
    }
}
