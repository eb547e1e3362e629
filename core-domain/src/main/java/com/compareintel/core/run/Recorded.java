package com.compareintel.core.run;

import com.compareintel.core.comparison.ComparisonEvent;

/// An event and its place in history.
public record Recorded(Position position, ComparisonEvent event) {}
