package com.compareintel.persistence.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.WakeUps;
import com.compareintel.persistence.journal.JournalBounds;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {
    private static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder(properties).singletons(Clock.systemUTC()).start();
    }

    @Test
    void the_ports_need_a_clock_and_no_configuration() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.getBean(RateLimiter.class)).isNotNull();
            assertThat(context.getBean(WakeUps.class)).isNotNull();
            assertThat(context.getBean(JournalBounds.class))
                    .isEqualTo(
                            new JournalBounds(
                                    512 << 10,
                                    64 << 20,
                                    32 << 20,
                                    Duration.ofHours(1),
                                    Duration.ofMillis(250)));
        }
    }

    @Test
    void the_bounds_of_the_journal_can_be_configured() {
        Map<String, Object> properties =
                Map.of(
                        "journal.window-bytes",
                        1_000,
                        "journal.open-bytes",
                        3_000,
                        "journal.finished-bytes",
                        2_000,
                        "journal.finished-for",
                        "5m",
                        "journal.stored-every",
                        "100ms");
        try (ApplicationContext context = context(properties)) {
            assertThat(context.getBean(JournalBounds.class))
                    .isEqualTo(
                            new JournalBounds(
                                    1_000,
                                    3_000,
                                    2_000,
                                    Duration.ofMinutes(5),
                                    Duration.ofMillis(100)));
        }
    }
}
