package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Settlement;

/// What a run wants done.
sealed interface Effect {
    /// Tell the readers.
    record Publish(ComparisonEvent event) implements Effect {}

    /// Get a slot at the provider; answered by [Signal.SlotGranted], at once or after
    /// [Signal.SlotAwaited].
    record TakeSlot(ModelId model) implements Effect {}

    /// Give the slot, or the place in the queue for it, back.
    record FreeSlot(ModelId model) implements Effect {}

    /// Ask the provider; what it says comes back as [Signal.Heard].
    record Ask(PlannedAnswer answer, int call) implements Effect {}

    /// Write down under which handle the provider took a call.
    ///
    /// @param call which of the model's calls, from 1
    record NoteCall(ModelId model, int call, String generation) implements Effect {}

    /// End a call that has not ended by itself.
    record HangUp(ModelId model) implements Effect {}

    /// Reckon the bill and store the ending; answered by [Signal.Stored].
    record Store(EndedAnswer answer) implements Effect {}

    /// Settle the comparison; answered by [Signal.Settled].
    record Settle(Settlement settlement, long startSkewMillis) implements Effect {}

    /// The run is over.
    record Retire() implements Effect {}
}
