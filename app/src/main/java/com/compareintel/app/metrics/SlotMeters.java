package com.compareintel.app.metrics;

import com.compareintel.core.run.Precedence;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.SlotLoad;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Shows how many calls the provider carries, who waits, and who is refused. Read when asked; the
/// slots count by themselves.
final class SlotMeters {
    private static final String CLASS = "class";

    private SlotMeters() {}

    static void register(ProviderSlots slots, MeterRegistry registry) {
        gauge(
                slots,
                registry,
                "limit",
                "Calls that may be open at once as of now",
                SlotLoad::limit);
        gauge(slots, registry, "taken", "Calls that have a slot", SlotLoad::open);
        gauge(
                slots,
                registry,
                "paused",
                "1 while nothing is asked, for the provider has too much to do",
                load -> load.paused() ? 1 : 0);
        gauge(
                slots,
                registry,
                "models.paused",
                "Models that are not asked, for they have too much to do",
                SlotLoad::pausedModels);
        FunctionCounter.builder("compareintel.slots.refused", slots, of(SlotLoad::refused))
                .description("Calls that the provider refused for having too much to do")
                .register(registry);
        for (Precedence precedence : Precedence.values()) {
            String name = precedence.name().toLowerCase(Locale.ROOT);
            Gauge.builder(
                            "compareintel.slots.waiting",
                            slots,
                            of(load -> load.waiting().getOrDefault(precedence, 0)))
                    .description("Calls that wait for a slot")
                    .tag(CLASS, name)
                    .register(registry);
            FunctionCounter.builder(
                            "compareintel.slots.shed",
                            slots,
                            of(load -> load.shed().getOrDefault(precedence, 0L)))
                    .description("Comparisons refused for want of room in the queue")
                    .tag(CLASS, name)
                    .register(registry);
        }
    }

    private static void gauge(
            ProviderSlots slots,
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<SlotLoad> value) {
        Gauge.builder("compareintel.slots." + name, slots, of(value))
                .description(description)
                .register(registry);
    }

    private static ToDoubleFunction<ProviderSlots> of(ToDoubleFunction<SlotLoad> value) {
        return slots -> value.applyAsDouble(slots.load());
    }
}
