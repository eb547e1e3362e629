package com.compareintel.core.catalogue;

/// Whether a model thinks before it answers.
public enum Reasoning {
    /// It cannot.
    NONE,
    /// It does when asked to.
    ON_REQUEST,
    /// It does unless told otherwise; it gets more time and more tokens by default.
    BY_DEFAULT
}
