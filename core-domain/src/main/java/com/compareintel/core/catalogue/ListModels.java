package com.compareintel.core.catalogue;

import com.compareintel.core.UseCase;

/// Lists the models on sale.
@UseCase
public final class ListModels {
    private final ModelDirectory directory;

    public ListModels(ModelDirectory directory) {
        this.directory = directory;
    }

    /// The models as last read from the provider.
    public Catalogue all() {
        return directory.current();
    }
}
