package com.compareintel.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.compareintel.core.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private static final int AT_ONCE = 3;

    /// However many log in at once, no more memory is taken than these need. Each waits for two
    /// others, so three do work at once.
    @Test
    void no_more_than_allowed_work_at_once_and_all_come_to_it() throws InterruptedException {
        Turns turns = new Turns(AT_ONCE, LONG);
        AtomicInteger working = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);

        List<Optional<Integer>> seen =
                AtOnce.run(
                        100 * AT_ONCE,
                        i ->
                                turns.take(() -> {
                                    int others = working.incrementAndGet();
                                    meet(together);
                                    working.decrementAndGet();
                                    return others;
                                }));

        assertThat(seen)
                .allSatisfy(others -> assertThat(others.orElseThrow()).isBetween(1, AT_ONCE))
                .contains(Optional.of(AT_ONCE));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException alone) {
            throw new AssertionError(alone);
        }
    }

    @Test
    void who_has_waited_long_enough_is_turned_away() {
        Turns turns = new Turns(1, Duration.ofMillis(1));

        assertThat(turns.take(() -> turns.take(() -> "inner"))).contains(Optional.empty());
        assertThat(turns.take(() -> "later")).contains("later");
    }

    @Test
    void a_turn_ends_with_its_work_whatever_became_of_it() {
        Turns turns = new Turns(1, LONG);

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        turns.take(() -> {
                            throw new IllegalStateException("broken");
                        }));

        assertThat(turns.take(() -> "next")).contains("next");
    }
}
