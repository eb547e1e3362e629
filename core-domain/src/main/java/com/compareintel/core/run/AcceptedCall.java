package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonId;

/// A call that the provider took: from here on it costs money, whatever becomes of us.
///
/// @param generation the provider's handle
public record AcceptedCall(Key key, String generation) {
    /// Which call it is.
    ///
    /// @param epoch of the comparison, in which the call was made
    /// @param number which of the model's calls in that epoch, from 1
    public record Key(ComparisonId comparison, ModelId model, int epoch, int number) {}
}
