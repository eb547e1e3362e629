package com.compareintel.core.run;

import com.compareintel.core.Port;
import com.compareintel.core.credit.Usd;

/// Asks the provider what a call has cost. Thread-safe; blocks for a bounded time, and never throws
/// for trouble with the provider.
@Port
public interface GenerationCosts {
    /// What the call with this handle has cost.
    Told ask(String generation);

    /// What the provider tells.
    sealed interface Told {
        /// The call is over and has cost this.
        record Cost(Usd amount) implements Told {}

        /// Nothing is known of the call, or not yet.
        record Unknown() implements Told {}

        /// The provider tells nothing of any call at the moment.
        record NoAnswer() implements Told {}
    }
}
