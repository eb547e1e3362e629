package com.compareintel.core.comparison;

/// The right to write about a comparison: its owner's name and the epoch in which it became the
/// owner. A write whose fence is not the current one changes nothing.
///
/// @param epoch from 1, one more with each new owner
public record Fence(ComparisonId comparison, InstanceId instance, int epoch) {}
