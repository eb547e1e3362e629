package com.compareintel.core.staff;

import com.compareintel.core.Port;
import com.compareintel.core.catalogue.ModelId;
import java.util.Map;

/// How models are sold otherwise than their provider and the price list say; see [Desk] for how
/// that is changed.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface ModelOverrides {
    /// All of them, as of now.
    Map<ModelId, ModelOverride> all();
}
