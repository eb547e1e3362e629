package com.compareintel.core.credit;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What a pool had when a span of time began, and all that was posted to it in that time.
///
/// @param openingMilli the sum of everything posted before, in thousandths
/// @param totals one for every kind, in the order of the kinds
/// @param overage what was bought beyond the allowances
public record Turnover(long openingMilli, Map<EntryKind, Total> totals, Bought overage) {
    /// What was bought beyond allowances: drawn, less what came back. Either may be below zero in a
    /// span of time in which more came back than was drawn.
    ///
    /// @param limit of the latest period in that time, if it has one
    /// @param owed dollars, at the prices of the periods
    public record Bought(Optional<Usd> limit, BigDecimal owed) {
        /// Nothing.
        public static final Bought NOTHING = new Bought(Optional.empty(), BigDecimal.ZERO);
    }

    /// All postings of one kind.
    ///
    /// @param count how many
    /// @param milli their sum, in thousandths, with its sign
    public record Total(long count, long milli) {
        /// No posting at all.
        public static final Total NONE = new Total(0, 0);
    }

    /// A turnover in which nothing was bought.
    public Turnover(long openingMilli, Map<EntryKind, Total> totals) {
        this(openingMilli, totals, Bought.NOTHING);
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
