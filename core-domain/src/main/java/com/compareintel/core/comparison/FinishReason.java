package com.compareintel.core.comparison;

/// Why a model stopped.
public enum FinishReason {
    STOP,
    LENGTH,
    CONTENT_FILTER,
    TOOL_CALLS
}
