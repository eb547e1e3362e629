package com.compareintel.architecture.specimens.app;

import com.compareintel.architecture.specimens.persistence.postgres.Table;

/// Reaches into an adapter instead of asking for a port.
public record AppWithAStoreOfItsOwn(Table table) {}
