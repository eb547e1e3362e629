package com.compareintel.core.credit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a pool had when a span of time began, and all that was posted to it in that time.
///
/// @param openingMilli the sum of everything posted before, in thousandths
/// @param totals one for every kind, in the order of the kinds
public record Turnover(long openingMilli, Map<EntryKind, Total> totals) {
    /// All postings of one kind.
    ///
    /// @param count how many
    /// @param milli their sum, in thousandths, with its sign
    public record Total(long count, long milli) {
        /// No posting at all.
        public static final Total NONE = new Total(0, 0);
    }

    public Turnover {
        EnumMap<EntryKind, Total> all = new EnumMap<>(EntryKind.class);
        for (EntryKind kind : EntryKind.values()) {
            all.put(kind, totals.getOrDefault(kind, Total.NONE));
        }
        totals = Collections.unmodifiableMap(all);
    }

    /// The sum of everything posted up to the end, in thousandths.
    public long closingMilli() {
        return totals.values().stream()
                .mapToLong(Total::milli)
                .reduce(openingMilli, Math::addExact);
    }
}
