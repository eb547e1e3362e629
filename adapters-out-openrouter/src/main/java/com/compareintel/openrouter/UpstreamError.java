package com.compareintel.openrouter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What we take of an error that a provider describes: nothing that is free text.
///
/// @param status the HTTP status that the error names itself, 400 to 599
/// @param types all kinds it names, wherever it names them
/// @param flagged whether a moderation flagged the input
/// @param retryable what it says about trying again, which counts more than the status
/// @param retryAfter how long it asks to be left alone
record UpstreamError(
        OptionalInt status,
        Set<ErrorType> types,
        boolean flagged,
        Optional<Boolean> retryable,
        Optional<Duration> retryAfter) {

    /// An error without a description.
    static final UpstreamError UNDESCRIBED =
            new UpstreamError(
                    OptionalInt.empty(), Set.of(), false, Optional.empty(), Optional.empty());

    UpstreamError {
        types = Set.copyOf(types);
    }

    boolean is(ErrorType type) {
        return types.contains(type);
    }
}
