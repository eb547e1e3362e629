package com.compareintel.core.preference;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.Owner;
import java.util.List;
import java.util.Optional;

/// The presets of accounts and visitors, which go with their owners.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Presets {
    /// Adds a preset and remembers its idempotency key, or writes nothing. Of any number of
    /// concurrent calls for an owner no more succeed than leave it with `most` presets.
    Outcome add(Owner owner, Preset preset, int most, Optional<Idempotency> idempotency);

    /// What became of an attempt to add a preset. Only the first wrote anything.
    sealed interface Outcome {
        /// The owner has one preset more.
        record Added() implements Outcome {}

        /// It has as many as it may, or more.
        record Full() implements Outcome {}

        /// The idempotency key was used before.
        record Repeated(PresetId id, String fingerprint) implements Outcome {}
    }

    /// The presets of an owner, newest first.
    ///
    /// @param after only those added before this one
    /// @param limit at least 1
    List<Preset> list(Owner owner, Optional<PresetId> after, int limit);

    /// A preset of this owner; empty if it does not exist or is another's.
    Optional<Preset> find(Owner owner, PresetId id);

    /// Replaces the preset of this id but for its time, and answers whether this owner has one.
    boolean replace(Owner owner, Preset preset);

    /// Drops a preset, and answers whether this owner had it.
    boolean drop(Owner owner, PresetId id);
}
