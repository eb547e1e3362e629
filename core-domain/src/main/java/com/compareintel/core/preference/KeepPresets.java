package com.compareintel.core.preference;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.ModelChoice;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.tier.TierTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What owners do with their presets. They keep those that they have when their tier allows fewer,
/// and add none until there is room again.
@UseCase
public final class KeepPresets {
    private final Presets presets;
    private final ModelDirectory directory;
    private final TierTable tiers;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids new UUIDv7s
    public KeepPresets(
            Presets presets,
            ModelDirectory directory,
            TierTable tiers,
            Supplier<UUID> ids,
            Clock clock) {
        this.presets = presets;
        this.directory = directory;
        this.tiers = tiers;
        this.ids = ids;
        this.clock = clock;
    }

    /// What is to be saved.
    public record Wish(String name, List<ModelId> models, Parameters parameters) {
        public Wish {
            models = List.copyOf(models);
        }
    }

    /// What became of a wish.
    public sealed interface Outcome {
        /// The preset as it is kept, added now or when the same request came before.
        record Kept(Preset preset) implements Outcome {}

        /// Its models may not be compared, or the idempotency key was used for something else.
        record Refused(Refusal why) implements Outcome {}

        /// The owner has as many as its tier allows.
        record Full(int limit) implements Outcome {}

        /// There is no such preset of this owner.
        record Missing() implements Outcome {}
    }

    /// A page of presets.
    ///
    /// @param next behind which preset the next page begins, if there is one
    public record Page(List<Preset> presets, Optional<PresetId> next) {}

    /// Saves a preset.
    public Outcome add(Caller caller, Wish wish, Optional<Idempotency> idempotency) {
        Optional<Refusal> refusal = refusal(caller, wish);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Preset preset =
                new Preset(
                        new PresetId(ids.get()),
                        wish.name(),
                        wish.models(),
                        wish.parameters(),
                        clock.instant());
        int most = tiers.of(caller.tier()).presets();
        return switch (presets.add(caller.owner(), preset, most, idempotency)) {
            case Presets.Outcome.Added added -> new Outcome.Kept(preset);
            case Presets.Outcome.Full full -> new Outcome.Full(most);
            case Presets.Outcome.Repeated(PresetId id, String fingerprint) ->
                    repeated(caller, idempotency.orElseThrow(), id, fingerprint);
        };
    }

    private Outcome repeated(
            Caller caller, Idempotency idempotency, PresetId id, String fingerprint) {
        return idempotency.fingerprint().equals(fingerprint)
                ? presets.find(caller.owner(), id)
                        .<Outcome>map(Outcome.Kept::new)
                        .orElseGet(Outcome.Missing::new)
                : new Outcome.Refused(new Refusal.IdempotencyMismatch());
    }

    /// Replaces a preset.
    public Outcome replace(Caller caller, PresetId id, Wish wish) {
        Optional<Preset> before = presets.find(caller.owner(), id);
        if (before.isEmpty()) {
            return new Outcome.Missing();
        }
        Optional<Refusal> refusal = refusal(caller, wish);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Preset preset =
                new Preset(
                        id,
                        wish.name(),
                        wish.models(),
                        wish.parameters(),
                        before.get().createdAt());
        return presets.replace(caller.owner(), preset)
                ? new Outcome.Kept(preset)
                : new Outcome.Missing();
    }

    private Optional<Refusal> refusal(Caller caller, Wish wish) {
        return new ModelChoice(directory.current(), tiers).refusal(caller, wish.models());
    }

    /// A page of presets, newest first.
    public Page list(Caller caller, Optional<PresetId> after, int size) {
        List<Preset> found = presets.list(caller.owner(), after, size + 1);
        return found.size() <= size
                ? new Page(found, Optional.empty())
                : new Page(found.subList(0, size), Optional.of(found.get(size - 1).id()));
    }

    /// A preset of the caller's.
    public Optional<Preset> find(Caller caller, PresetId id) {
        return presets.find(caller.owner(), id);
    }

    /// Drops a preset of the caller's, and tells whether there was one.
    public boolean drop(Caller caller, PresetId id) {
        return presets.drop(caller.owner(), id);
    }
}
