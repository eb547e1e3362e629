package com.compareintel.openrouter.local;

import java.time.Duration;

/// One thing a model does while it answers. [Composer] puts them in order, [Playback] performs
/// them.
sealed interface Step {
    /// Sends the response head.
    record Open() implements Step {}

    record Comment() implements Step {}

    /// Sends a chunk with empty choices.
    record EmptyChoices() implements Step {}

    /// Sends a chunk that names the role and says nothing.
    record Role() implements Step {}

    /// Sends web citations of about so many kilobytes in one chunk.
    record Cite(int kilobytes) implements Step {}

    /// Passes time.
    record Wait(Duration time) implements Step {}

    /// Emits one token; `shown` false charges it only.
    record Say(Piece piece, boolean shown) implements Step {}

    /// Sends an event whose data is no JSON.
    record Garble() implements Step {}

    /// Finishes the generation and sends why; `""` if that stays untold.
    record Finish(String reason) implements Step {}

    record Usage() implements Step {}

    /// Ends the generation by an error event.
    record Fail(String code) implements Step {}

    record Done() implements Step {}

    /// Ends the response properly.
    record End() implements Step {}

    /// Resets the connection.
    record Reset() implements Step {}

    /// Does nothing more, for ever.
    record Stall() implements Step {}

    /// Sends comments, for ever.
    record CommentForEver(Duration every) implements Step {}
}
