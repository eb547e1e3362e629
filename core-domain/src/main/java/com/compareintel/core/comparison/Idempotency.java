package com.compareintel.core.comparison;

import java.time.Duration;

/// A caller's promise that two requests are one.
///
/// @param scope whose key it is
/// @param key what the caller sent, 1 to 255 characters
/// @param fingerprint the same for requests that mean the same
public record Idempotency(String scope, String key, String fingerprint) {
    /// How long a key is remembered from its use on.
    public static final Duration LASTS = Duration.ofHours(24);
}
