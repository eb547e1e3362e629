package com.compareintel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.usage.UsageFolding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeteredUsageFoldingTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private int left = 5;
    private final MeteredUsageFolding metered =
            new MeteredUsageFolding(
                    new UsageFolding() {
                        @Override
                        public Due due(Instant before) {
                            return new Due(left, List.of());
                        }

                        @Override
                        public int fold(Instant before, int limit) {
                            int folded = Math.min(left, limit);
                            left -= folded;
                            return folded;
                        }

                        @Override
                        public int open(YearMonth first, YearMonth last) {
                            return 1;
                        }

                        @Override
                        public int drop(Instant before) {
                            return 2;
                        }
                    },
                    registry);

    @Test
    void it_tells_how_much_is_due_was_folded_and_was_dropped() {
        metered.fold(Instant.EPOCH, 3);
        metered.due(Instant.EPOCH);
        assertThat(registry.get("compareintel.usage.due").gauge().value()).isEqualTo(2);

        metered.fold(Instant.EPOCH, 3);
        metered.fold(Instant.EPOCH, 3);
        metered.drop(Instant.EPOCH);
        metered.due(Instant.EPOCH);

        assertThat(registry.get("compareintel.usage.due").gauge().value()).isZero();
        assertThat(registry.get("compareintel.usage.folded").counter().count()).isEqualTo(5);
        assertThat(registry.get("compareintel.usage.months.dropped").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("compareintel.usage.fold").timer().count()).isEqualTo(2);
    }
}
