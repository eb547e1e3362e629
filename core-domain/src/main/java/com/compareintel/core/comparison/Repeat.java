package com.compareintel.core.comparison;

import java.util.UUID;

/// What an idempotency key was used for before.
///
/// @param result the id of whatever it led to: a comparison, a conversation, an API key, a preset
///   or an act of staff; the fingerprint tells which
/// @param fingerprint of the request that used it
public record Repeat(UUID result, String fingerprint) {}
