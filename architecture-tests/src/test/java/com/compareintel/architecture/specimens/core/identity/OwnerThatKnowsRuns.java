package com.compareintel.architecture.specimens.core.identity;

import com.compareintel.core.run.Position;

/// Belongs to the first feature and knows the last.
public record OwnerThatKnowsRuns(Position position) {}
