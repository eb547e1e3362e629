package com.compareintel.core.staff;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.ComparisonId;
import java.util.Optional;

/// All comparisons, as staff looks them up.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface CaseFiles {
    /// What became of a comparison, whoever owns it. No text is read.
    Optional<CaseFile> find(ComparisonId id);
}
