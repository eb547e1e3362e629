package com.compareintel.persistence.journal;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How much the journal keeps in memory, and how soon it is stored; `journal.…` in the
/// configuration.
///
/// @param windowBytes the latest events kept of one comparison, about; a reader further behind gets
///   a snapshot
/// @param openBytes kept of all comparisons together that are under way, about: where they are
///   many, each keeps its part of this and no whole window
/// @param finishedBytes kept of all finished comparisons together, about
/// @param finishedFor how long a finished comparison is kept at most; its stored answers last
/// @param storedEvery how often what was told is stored; what a dying instance told since then is
///   told anew by the next owner
@ConfigurationProperties("journal")
public record JournalBounds(
        @Bindable(defaultValue = "524288") int windowBytes,
        @Bindable(defaultValue = "67108864") long openBytes,
        @Bindable(defaultValue = "33554432") long finishedBytes,
        @Bindable(defaultValue = "1h") Duration finishedFor,
        @Bindable(defaultValue = "250ms") Duration storedEvery) {
    public JournalBounds {
        if (windowBytes < 1
                || openBytes < 1
                || finishedBytes < 1
                || !finishedFor.isPositive()
                || !storedEvery.isPositive()) {
            throw new IllegalArgumentException("journal bounds must be above zero");
        }
    }
}
