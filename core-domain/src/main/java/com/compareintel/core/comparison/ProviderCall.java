package com.compareintel.core.comparison;

import com.compareintel.core.credit.Usd;
import java.util.Optional;

/// One call to the provider that an answer took, as it is left when the answer ends.
///
/// @param number which of the answer's calls in this epoch, from 1
/// @param generation the provider's handle, by which the call's cost can be looked up; empty if it
///   has not come, for it may still
/// @param booked what the answer's bill contains for the call, whoever pays it
/// @param told whether the provider has told the cost; if not, it is to be looked up
public record ProviderCall(int number, Optional<String> generation, Usd booked, boolean told) {
    public ProviderCall {
        if (number < 1) {
            throw new IllegalArgumentException("calls count from 1: " + number);
        }
    }
}
