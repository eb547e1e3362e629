package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Settlement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What a run wants done.
sealed interface Effect {
    /// Tell the readers.
    record Publish(ComparisonEvent event) implements Effect {}

    /// Get a slot at the provider; answered by [Signal.SlotGranted], at once or after
    /// [Signal.SlotAwaited].
    ///
    /// @param again whether the answer had one before, and gave it back to try once more
    record TakeSlot(PlannedAnswer answer, boolean again) implements Effect {}

    /// The provider has begun to answer.
    record NoteAnswering(ModelId model) implements Effect {}

    /// The provider has too much to do.
    ///
    /// @param retryAfter how long it wants to be left alone, if it says so
    record NoteRefused(ModelId model, Strain strain, Optional<Duration> retryAfter)
            implements Effect {}

    /// Give the slot, or the place in the queue for it, back.
    ///
    /// @param outputTokens what the call used, if that is known
    record FreeSlot(ModelId model, OptionalLong outputTokens) implements Effect {}

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
