package com.compareintel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/// What can be seen of the whole product.
final class MetersTest {
    @Test
    void the_machine_the_database_and_the_comparisons_are_metered_from_the_start() {
        try (var product = RunningProduct.start(RunningProduct.options())) {
            var names =
                    product.bean(MeterRegistry.class).getMeters().stream()
                            .map(Meter::getId)
                            .map(Meter.Id::getName)
                            .toList();

            assertThat(names)
                    .contains(
                            "jvm.memory.used",
                            "process.cpu.usage",
                            "hikaricp.connections.active",
                            "compareintel.comparisons.open",
                            "compareintel.comparisons.started",
                            "compareintel.upstream.streams.open",
                            "compareintel.credits.held",
                            "compareintel.credits.charged",
                            "compareintel.answers.first.token",
                            "compareintel.answers.duration",
                            "compareintel.usage.due",
                            "compareintel.run.alarms");
        }
    }
}
