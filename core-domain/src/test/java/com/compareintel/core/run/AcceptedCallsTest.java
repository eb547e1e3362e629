package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Writing down handles, many together and never for nothing.
final class AcceptedCallsTest {
    private static final ModelId A = new ModelId("a/one");
    private static final ModelId B = new ModelId("b/two");

    private final ManualTimers timers = new ManualTimers(new ManualClock(Samples.NOW));
    private final Notebook notebook = new Notebook();
    private final List<RuntimeException> alarms = new ArrayList<>();
    private final AcceptedCalls calls =
            new AcceptedCalls(notebook, timers, Runnable::run, (id, broken) -> alarms.add(broken));

    private static Fence fence() {
        return new Fence(new ComparisonId(UUID.randomUUID()), new InstanceId(UUID.randomUUID()), 1);
    }

    @Test
    void handles_of_the_same_moment_are_one_write() {
        Fence fence = fence();
        calls.add(fence, A, 1, "gen-1");
        calls.add(fence, B, 1, "gen-2");
        calls.add(fence(), A, 1, "gen-3");
        assertThat(notebook.writes).isEmpty();

        timers.advance(Duration.ofMillis(5));

        assertThat(notebook.writes).hasSize(1);
        assertThat(notebook.writes.getFirst())
                .extracting(AcceptedCall::generation)
                .containsExactlyInAnyOrder("gen-1", "gen-2", "gen-3");
        timers.advance(Duration.ofMinutes(1));
        assertThat(notebook.writes).hasSize(1);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void later_ones_are_a_later_write() {
        calls.add(fence(), A, 1, "gen-1");
        timers.advance(Duration.ofMillis(5));
        calls.add(fence(), A, 1, "gen-2");
        timers.advance(Duration.ofMillis(5));

        assertThat(notebook.writes).hasSize(2);
        assertThat(notebook.writes.getLast())
                .extracting(AcceptedCall::generation)
                .containsExactly("gen-2");
    }

    @Test
    void an_answer_that_ended_at_once_needs_no_write() {
        Fence fence = fence();
        calls.add(fence, A, 1, "gen-1");
        calls.ended(fence, A);

        timers.advance(Duration.ofMinutes(1));

        assertThat(notebook.writes).isEmpty();
    }

    @Test
    void what_cannot_be_written_is_tried_again_until_it_can_less_and_less_often() {
        notebook.broken = true;
        calls.add(fence(), A, 1, "gen-1");

        timers.advance(Duration.ofSeconds(60));
        assertThat(alarms).hasSizeBetween(30, 40);
        notebook.broken = false;
        timers.advance(Duration.ofSeconds(2));

        assertThat(notebook.writes).hasSize(1);
    }

    @Test
    void what_could_not_be_written_before_its_answer_ended_is_not_written_after() {
        Fence fence = fence();
        notebook.broken = true;
        calls.add(fence, A, 1, "gen-1");
        calls.add(fence, B, 1, "gen-2");
        timers.advance(Duration.ofMillis(5));
        calls.ended(fence, A);
        notebook.broken = false;

        timers.advance(Duration.ofSeconds(1));

        assertThat(notebook.writes.getFirst())
                .extracting(AcceptedCall::generation)
                .containsExactly("gen-2");
    }

    @Test
    void what_is_left_at_the_end_is_written_at_once() {
        calls.add(fence(), A, 1, "gen-1");

        calls.write();
        calls.write();

        assertThat(notebook.writes).hasSize(1);
    }

    /// Takes notes, unless it is broken.
    private static final class Notebook implements CostLookups {
        final List<List<AcceptedCall>> writes = new ArrayList<>();
        boolean broken;

        @Override
        public void note(Collection<AcceptedCall> batch) {
            if (broken) {
                throw new IllegalStateException("no database");
            }
            writes.add(List.copyOf(batch));
        }

        @Override
        public List<DueCall> claim(int limit, Duration lease) {
            return List.of();
        }

        @Override
        public Optional<BigDecimal> book(DueCall call, Usd cost) {
            return Optional.empty();
        }

        @Override
        public void postpone(DueCall call, Duration wait) {}

        @Override
        public boolean giveUp(DueCall call) {
            return false;
        }

        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public int drop(Duration age, int limit) {
            return 0;
        }
    }
}
