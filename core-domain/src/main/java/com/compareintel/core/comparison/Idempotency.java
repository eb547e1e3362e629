package com.compareintel.core.comparison;

/// A caller's promise that two requests are one.
///
/// @param scope whose key it is
/// @param key what the caller sent, 1 to 255 characters
/// @param fingerprint the same for requests that mean the same
public record Idempotency(String scope, String key, String fingerprint) {}
