package com.compareintel.app.wiring;

import com.compareintel.core.comparison.OutputCaps;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.run.Deadlines;
import com.compareintel.core.run.RetryBudget;
import com.compareintel.core.run.SlotBounds;
import java.time.Duration;
import java.util.OptionalLong;

/// How comparisons run, as the operator set it: the published numbers where nothing is set.
final class RunSettings {
    /// Streams that one instance carries with ease; a provider that takes fewer is told so.
    private static final int STANDARD_SLOTS = 1_000;

    /// Answers that wait for a slot get one within a minute at this rate of ends, or fail.
    private static final int STANDARD_QUEUE = 1_000;

    private static final int MOST_SLOTS = 100_000;

    private static final int UNLIMITED = 0;
    private static final int MOST_PER_MINUTE = 999_999_999;

    /// Retries that a quiet process may make at once.
    private static final int STANDARD_RETRY_RESERVE = 20;

    private RunSettings() {}

    static Deadlines deadlines(Settings settings) {
        Deadlines standard = Deadlines.STANDARD;
        return new Deadlines(
                settings.duration("deadlines.first-data", standard.firstData()),
                settings.duration("deadlines.first-data-reasoning", standard.firstDataReasoning()),
                settings.duration("deadlines.gap", standard.gap()),
                settings.duration("deadlines.attempt", standard.attempt()),
                settings.duration("deadlines.slot", standard.slot()),
                settings.duration("deadlines.usage", standard.usage()),
                settings.duration("deadlines.reader", standard.reader()));
    }

    static OutputCaps outputCaps(Settings settings) {
        OutputCaps standard = OutputCaps.STANDARD;
        int least = OutputCaps.LEAST_DEFAULT;
        int most = Parameters.MAX_OUTPUT_TOKENS;
        return new OutputCaps(
                settings.number("output.default-tokens", standard.standard(), least, most),
                settings.number(
                        "output.default-reasoning-tokens", standard.reasoning(), least, most));
    }

    static SlotBounds slots(Settings settings) {
        return new SlotBounds(
                settings.number("slots.open", STANDARD_SLOTS, 1, MOST_SLOTS),
                settings.number("slots.queue", STANDARD_QUEUE, 0, MOST_SLOTS),
                perMinute(settings, "slots.requests-per-minute"),
                perMinute(settings, "slots.output-tokens-per-minute"));
    }

    private static OptionalLong perMinute(Settings settings, String name) {
        int limit = settings.number(name, UNLIMITED, UNLIMITED, MOST_PER_MINUTE);
        return limit == UNLIMITED ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    static RetryBudget retryBudget(Settings settings) {
        return new RetryBudget(
                settings.number("retries.reserve", STANDARD_RETRY_RESERVE, 0, MOST_SLOTS));
    }

    /// How often a reader looks for news of a comparison that runs elsewhere, unless it is woken.
    static Duration lookAgain(Settings settings) {
        return settings.duration("follow.look-again", Duration.ofMillis(250));
    }
}
