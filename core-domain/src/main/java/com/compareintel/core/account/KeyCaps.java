package com.compareintel.core.account;

import com.compareintel.core.credit.Credits;
import java.util.Optional;
import java.util.stream.Stream;

/// The most that may be spent with an API key; what is held counts as spent until it comes back.
///
/// @param daily from midnight to midnight where the account is
/// @param monthly in a month of the account's, counted from the day its tier began
/// @param perComparison held for one comparison
public record KeyCaps(
        Optional<Credits> daily, Optional<Credits> monthly, Optional<Credits> perComparison) {
    /// No cap but what the account has.
    public static final KeyCaps NONE =
            new KeyCaps(Optional.empty(), Optional.empty(), Optional.empty());

    /// Whether nothing is capped.
    public boolean isNone() {
        return Stream.of(daily, monthly, perComparison).allMatch(Optional::isEmpty);
    }
}
