package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.staff.Assortment;
import com.compareintel.core.staff.ModelOverrides;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The models as the operator sells them. Overrides are as last read; before they ever were,
/// nothing is on sale, for it could be at a wrong price. Thread-safe.
@Primary
@Singleton
public final class SoldModels implements ModelDirectory {
    private final ModelDirectory provided;
    private final ModelOverrides overrides;
    private final TierRule rule;
    private final AtomicReference<Optional<Assortment>> read =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Shelf>> shelf = new AtomicReference<>(Optional.empty());

    SoldModels(
            @Named("provider") ModelDirectory provided, ModelOverrides overrides, TierRule rule) {
        this.provided = provided;
        this.overrides = overrides;
        this.rule = rule;
    }

    /// Both catalogues, and what they were made of.
    private record Shelf(
            Catalogue provided, Assortment assortment, Catalogue onSale, Catalogue evenHidden) {
        static Shelf of(Catalogue provided, Assortment assortment) {
            return new Shelf(
                    provided,
                    assortment,
                    assortment.onSale(provided),
                    assortment.evenHidden(provided));
        }

        boolean isMadeOf(Catalogue other, Assortment another) {
            return provided.version().equals(other.version()) && assortment.equals(another);
        }
    }

    @Override
    public Catalogue current() {
        return shelf().map(Shelf::onSale).orElse(Catalogue.NEVER_READ);
    }

    /// The same with the models that are hidden: what runs already goes on.
    Catalogue evenHidden() {
        return shelf().map(Shelf::evenHidden).orElse(Catalogue.NEVER_READ);
    }

    /// Made anew only when the provider's list or the overrides were read with another outcome.
    private Optional<Shelf> shelf() {
        Optional<Assortment> assortment = read.get();
        if (assortment.isEmpty()) {
            return Optional.empty();
        }
        Catalogue now = provided.current();
        return shelf.updateAndGet(kept ->
                kept.filter(made -> made.isMadeOf(now, assortment.get())).isPresent()
                        ? kept
                        : Optional.of(Shelf.of(now, assortment.get())));
    }

    /// Reads the overrides anew, and puts them in force here. Blocks.
    public void refresh() {
        read.set(Optional.of(new Assortment(overrides.all(), rule)));
    }
}
