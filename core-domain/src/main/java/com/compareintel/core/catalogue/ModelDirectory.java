package com.compareintel.core.catalogue;

import com.compareintel.core.Port;

/// Knows which models the provider sells. Thread-safe; never blocks and never fails: it answers
/// what was last read, also through an outage of the provider.
@Port
public interface ModelDirectory {
    /// The models as last read, or [Catalogue#NEVER_READ].
    Catalogue current();
}
