package com.compareintel.core.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplyRetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-31T15:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private final Deque<Integer> steps = new ArrayDeque<>();
    private final UsageFolding folding =
            new UsageFolding() {
                @Override
                public Due due(Instant before) {
                    asked.add("due " + before);
                    return new Due(7, List.of(YearMonth.of(2025, 12)));
                }

                @Override
                public int fold(Instant before, int limit) {
                    asked.add("fold " + before);
                    return steps.isEmpty() ? 0 : steps.pop() * limit / 100;
                }

                @Override
                public int open(YearMonth first, YearMonth last) {
                    asked.add("open " + first + " " + last);
                    return 1;
                }

                @Override
                public int drop(Instant before) {
                    asked.add("drop " + before);
                    return 2;
                }
            };
    private final ApplyRetention retention =
            new ApplyRetention(folding, RetentionPolicy.STANDARD, new ManualClock(NOW));

    @Test
    void days_are_kept_for_ninety_days_and_then_folded_until_a_step_finds_less_than_it_could() {
        steps.addAll(List.of(100, 101, 99, 100));

        ApplyRetention.Applied applied = retention.apply();

        assertThat(asked)
                .containsExactly(
                        "open 2026-03 2026-05",
                        "fold 2025-12-31T00:00:00Z",
                        "fold 2025-12-31T00:00:00Z",
                        "fold 2025-12-31T00:00:00Z",
                        "drop 2025-12-31T00:00:00Z");
        assertThat(applied).isEqualTo(new ApplyRetention.Applied(3_000, 1, 2));
        assertThat(applied.isAny()).isTrue();
    }

    @Test
    void a_call_ends_however_much_there_is() {
        for (int i = 0; i < 10_000; i++) {
            steps.add(100);
        }

        assertThat(retention.apply().folded()).isEqualTo(400_000);
    }

    @Test
    void a_preview_only_asks() {
        assertThat(retention.preview().rows()).isEqualTo(7);
        assertThat(asked).containsExactly("due 2025-12-31T00:00:00Z");
    }

    @Test
    void what_is_still_being_written_is_never_old() {
        assertThatThrownBy(() -> new RetentionPolicy(Duration.ofHours(47), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
