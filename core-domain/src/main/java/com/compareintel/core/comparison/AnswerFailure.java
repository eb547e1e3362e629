package com.compareintel.core.comparison;

/// How an answer failed.
///
/// @param retryable whether asking again later may help
public record AnswerFailure(FailureCode code, boolean retryable) {}
