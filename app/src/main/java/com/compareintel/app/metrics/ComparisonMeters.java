package com.compareintel.app.metrics;

import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.credit.Credits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// The meters of comparisons, answers and credits. Models that are not in the catalogue share one
/// tag, so that nobody can make the number of series grow. Thread-safe.
final class ComparisonMeters {
    private static final String PREFIX = "compareintel.";

    /// What a reader feels, from an instant to the longest attempt.
    private static final Duration[] FIRST_TOKEN_STEPS = {
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60),
        Duration.ofSeconds(180)
    };

    private static final Duration[] DURATION_STEPS = {
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2),
        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
        Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(300),
        Duration.ofSeconds(600)
    };

    private final MeterRegistry registry;
    private final ModelDirectory directory;
    private final Counter started;
    private final Counter held;
    private final Counter charged;
    private final Timer firstToken;
    private final Timer duration;
    private final AtomicInteger forsaken = new AtomicInteger();

    ComparisonMeters(MeterRegistry registry, ModelDirectory directory) {
        this.registry = registry;
        this.directory = directory;
        this.started = counter("comparisons.started", "Comparisons that were admitted");
        this.held = counter("credits.held", "Credits set aside for comparisons");
        this.charged = counter("credits.charged", "Credits charged for comparisons");
        this.firstToken =
                timer(
                        "answers.first.token",
                        "From the first dispatch to the first text or reasoning",
                        FIRST_TOKEN_STEPS);
        this.duration =
                timer(
                        "answers.duration",
                        "From the first dispatch to the end of an answer",
                        DURATION_STEPS);
        Gauge.builder(PREFIX + "holds.forsaken", forsaken, AtomicInteger::get)
                .description("Comparisons that hold credit and that nobody looks after")
                .register(registry);
    }

    /// What was found when holds were last looked through.
    void forsakenHolds(int found) {
        forsaken.set(found);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    private Timer timer(String name, String description, Duration[] steps) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(steps)
                .register(registry);
    }

    void started(Credits hold) {
        started.increment();
        held.increment(hold.toDecimal().doubleValue());
    }

    void ended(Answer answer) {
        Counter.builder(PREFIX + "answers")
                .description("Answers that ended")
                .tag("model", tag(answer.model()))
                .tag("ending", wireName(answer.status()))
                .tag("code", answer.failure().map(failure -> failure.code().wireName()).orElse(""))
                .register(registry)
                .increment();
        answer.timing()
                .ifPresent(timing -> {
                    timing.firstTokenMillis()
                            .ifPresent(millis -> firstToken.record(Duration.ofMillis(millis)));
                    duration.record(Duration.ofMillis(timing.durationMillis()));
                });
    }

    void finished(Settlement settlement, Credits charge) {
        Counter.builder(PREFIX + "comparisons.finished")
                .description("Comparisons that ended")
                .tag("status", wireName(settlement.status()))
                .register(registry)
                .increment();
        charged.increment(charge.toDecimal().doubleValue());
        settlement.platform().forEach(this::absorbed);
    }

    /// Rounding gains are no cost, and a counter only ever grows.
    private void absorbed(Settlement.PlatformLine line) {
        BigDecimal usd = line.usd();
        if (usd.signum() > 0) {
            Counter.builder(PREFIX + "absorbed.usd")
                    .description("US dollars of provider cost that the platform pays itself")
                    .tag("kind", line.kind().name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment(usd.doubleValue());
        }
    }

    private String tag(ModelId model) {
        return directory.current().find(model).isPresent() ? model.value() : "other";
    }

    private static String wireName(AnswerStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String wireName(ComparisonStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
