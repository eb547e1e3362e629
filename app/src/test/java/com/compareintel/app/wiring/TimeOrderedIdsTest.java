package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TimeOrderedIdsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final TimeOrderedIds ids = new TimeOrderedIds(clock, new Random(1));

    @Test
    void an_id_says_its_version_and_its_time() {
        UUID id = ids.get();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void ids_only_grow_even_when_the_clock_goes_back() {
        List<UUID> taken = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            taken.add(ids.get());
        }
        clock.advance(Duration.ofHours(-1));
        taken.add(ids.get());

        assertThat(taken.stream().map(UUID::toString).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ids_taken_at_once_differ() throws InterruptedException {
        List<List<UUID>> taken =
                AtOnce.run(
                        8,
                        worker -> {
                            List<UUID> mine = new ArrayList<>();
                            for (int i = 0; i < 1_000; i++) {
                                mine.add(ids.get());
                            }
                            return mine;
                        });

        var all = new HashSet<Long>();
        taken.forEach(mine -> mine.forEach(id -> all.add(id.getMostSignificantBits())));
        assertThat(all).hasSize(8_000);
    }
}
