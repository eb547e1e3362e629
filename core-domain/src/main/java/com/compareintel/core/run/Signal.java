package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import java.util.Set;

/// What a run reacts to.
sealed interface Signal {
    /// The run begins.
    record Begun() implements Signal {}

    /// A slot at the provider is free for this model.
    record SlotGranted(ModelId model) implements Signal {}

    /// The model has to wait for a slot.
    record SlotAwaited(ModelId model, int position) implements Signal {}

    /// The provider says something in a call.
    ///
    /// @param call which of the model's calls, from 1
    record Heard(ModelId model, int call, ProviderSignal signal) implements Signal {}

    /// Answers are to be cancelled; those that have ended are left alone.
    record CancelAsked(Set<ModelId> models) implements Signal {
        public CancelAsked {
            models = Set.copyOf(models);
        }
    }

    /// Some deadline may have passed.
    record DeadlinePassed() implements Signal {}

    /// An ending is stored.
    record Stored(AnswerEnding ending) implements Signal {}

    /// The comparison is settled and its final state is stored.
    record Settled(Comparison.Closing closing) implements Signal {}
}
