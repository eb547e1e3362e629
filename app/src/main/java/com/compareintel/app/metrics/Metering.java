package com.compareintel.app.metrics;

import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.usage.UsageFolding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/// Puts meters around the ports as they are made, whoever implements them.
@Factory
final class Metering {
    @Singleton
    ComparisonMeters comparisonMeters(
            MeterRegistry registry,
            ModelDirectory directory,
            BeanProvider<ComparisonRunner> runner) {
        Gauge.builder("compareintel.comparisons.open", () -> runner.get().running())
                .description("Comparisons that are running here")
                .register(registry);
        return new ComparisonMeters(registry, directory);
    }

    @Singleton
    BeanCreatedEventListener<ProviderSlots> meterSlots(BeanProvider<MeterRegistry> registry) {
        return created -> {
            SlotMeters.register(created.getBean(), registry.get());
            return created.getBean();
        };
    }

    @Singleton
    BeanCreatedEventListener<Comparisons> meterComparisons(BeanProvider<ComparisonMeters> meters) {
        return created -> new MeteredComparisons(created.getBean(), meters.get());
    }

    @Singleton
    BeanCreatedEventListener<CostLookups> meterCostLookups(BeanProvider<MeterRegistry> registry) {
        return created -> new MeteredCostLookups(created.getBean(), registry.get());
    }

    @Singleton
    BeanCreatedEventListener<UsageFolding> meterUsageFolding(BeanProvider<MeterRegistry> registry) {
        return created -> new MeteredUsageFolding(created.getBean(), registry.get());
    }

    /// The provider is wrapped on its way into the runner, for whoever made it also ends it and
    /// wants to find it unwrapped then.
    @Singleton
    BeanCreatedEventListener<ComparisonRunner.Means> meterModelProvider(
            BeanProvider<MeterRegistry> registry) {
        return created -> {
            AtomicInteger open = new AtomicInteger();
            Gauge.builder("compareintel.upstream.streams.open", open, AtomicInteger::get)
                    .description("Calls to the provider that are open")
                    .register(registry.get());
            ComparisonRunner.Means means = created.getBean();
            return new ComparisonRunner.Means(
                    new MeteredModelProvider(means.provider(), open),
                    means.slots(),
                    means.journal(),
                    means.comparisons(),
                    means.lookups(),
                    means.counter(),
                    means.timers(),
                    means.clock(),
                    means.mailboxes(),
                    means.blocking(),
                    means.trust(),
                    means.alarm());
        };
    }
}
