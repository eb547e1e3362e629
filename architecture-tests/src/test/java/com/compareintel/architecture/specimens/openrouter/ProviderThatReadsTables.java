package com.compareintel.architecture.specimens.openrouter;

import com.compareintel.architecture.specimens.persistence.postgres.Table;

/// Looks into the database of its neighbour.
public record ProviderThatReadsTables(Table table) {}
