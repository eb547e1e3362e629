package com.compareintel.core.comparison;

/// Where a cost comes from.
public enum CostSource {
    /// The provider said so.
    PROVIDER,
    /// Reckoned from the list price and the tokens.
    ESTIMATED
}
