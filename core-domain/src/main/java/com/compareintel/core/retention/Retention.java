package com.compareintel.core.retention;

import java.time.Duration;

/// How long what is kept for a time only is kept.
///
/// @param journal what was told of a comparison as it ran, from its end on; a replay is then built
///   from its answers
/// @param unstoredText texts of a comparison that was not to be stored, from its end on
/// @param visitors everything a visitor owns, from the day its cookie was last seen
public record Retention(Duration journal, Duration unstoredText, Duration visitors) {
    /// Visits are noted once a day, so a shorter time could take what belongs to somebody who is
    /// there.
    public static final Duration LEAST_VISITORS = Duration.ofDays(2);

    /// The published times: a stream's history goes after an hour, a text that was not to be stored
    /// with it, a visitor after 90 days.
    public static final Retention STANDARD =
            new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(90));

    public Retention {
        if (!journal.isPositive()) {
            throw new IllegalArgumentException("journals kept for " + journal);
        }
        if (!unstoredText.isPositive()) {
            throw new IllegalArgumentException("texts kept for " + unstoredText);
        }
        if (visitors.compareTo(LEAST_VISITORS) < 0) {
            throw new IllegalArgumentException("visitors kept for " + visitors);
        }
    }
}
