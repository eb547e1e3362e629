package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.SlotLoad;
import java.time.Duration;
import java.util.OptionalInt;

/// Shows staff how it stands with the queue and the provider.
@UseCase
public final class ShowState {
    private final InstanceId instance;
    private final ComparisonRunner runner;
    private final ProviderSlots slots;
    private final ModelDirectory onSale;
    private final Comparisons comparisons;
    private final CostLookups lookups;
    private final Duration grace;

    /// @param instance this process
    /// @param grace how long ago the lease of a comparison ran out that nobody looks after
    public ShowState(
            InstanceId instance,
            ComparisonRunner runner,
            ProviderSlots slots,
            ModelDirectory onSale,
            Comparisons comparisons,
            CostLookups lookups,
            Duration grace) {
        this.instance = instance;
        this.runner = runner;
        this.slots = slots;
        this.onSale = onSale;
        this.comparisons = comparisons;
        this.lookups = lookups;
        this.grace = grace;
    }

    /// How it stands.
    ///
    /// @param instance that was asked; what follows up to `models` is its own
    /// @param running comparisons
    /// @param slots what calls to the provider wait and go
    /// @param models on sale; none before the provider first answered
    /// @param lookups calls whose cost is still to be looked up, of all instances
    /// @param forsakenHolds comparisons that hold credit and that nobody looks after, of all
    ///   instances
    public record State(
            InstanceId instance,
            int running,
            SlotLoad slots,
            OptionalInt models,
            long lookups,
            int forsakenHolds) {}

    /// Now.
    public State now() {
        Catalogue catalogue = onSale.current();
        return new State(
                instance,
                runner.running(),
                slots.load(),
                catalogue.wasRead()
                        ? OptionalInt.of(catalogue.models().size())
                        : OptionalInt.empty(),
                lookups.waiting(),
                comparisons.forsakenHolds(grace));
    }
}
