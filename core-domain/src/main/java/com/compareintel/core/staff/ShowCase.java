package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.comparison.ComparisonId;
import java.util.Optional;

/// Shows staff what became of a comparison.
@UseCase
public final class ShowCase {
    private final CaseFiles files;

    public ShowCase(CaseFiles files) {
        this.files = files;
    }

    /// A comparison, if there is one.
    public Optional<CaseFile> of(ComparisonId id) {
        return files.find(id);
    }
}
