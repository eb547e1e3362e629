package com.compareintel.architecture.specimens.core.identity;

import com.compareintel.core.UseCase;
import com.compareintel.core.credit.ShowBalance;

/// A use case that can be extended, changed and that uses another.
@UseCase
public class TamperWithOwners {
    ShowBalance other;

    public TamperWithOwners(ShowBalance other) {
        this.other = other;
    }
}
