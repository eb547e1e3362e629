package com.compareintel.core.comparison;

/// What an idempotency key was used for before.
public record Repeat(ComparisonId comparison, String fingerprint) {}
