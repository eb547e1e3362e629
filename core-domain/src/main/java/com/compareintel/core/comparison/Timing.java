package com.compareintel.core.comparison;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/// How long an answer took, in milliseconds.
///
/// @param queuedMillis from the start of the comparison to the first dispatch
/// @param firstTokenMillis from the first dispatch to the first text or reasoning, if any came
/// @param durationMillis from the first dispatch to the end
/// @param outputTokensPerSecond over the time in which tokens came, where that can be told
public record Timing(
        long queuedMillis,
        OptionalLong firstTokenMillis,
        long durationMillis,
        Optional<BigDecimal> outputTokensPerSecond) {}
