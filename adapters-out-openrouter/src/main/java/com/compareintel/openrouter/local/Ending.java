package com.compareintel.openrouter.local;

/// How an answer ends. `after` counts tokens, reasoning included.
sealed interface Ending {
    /// With `stop`, or `length` when it was cut by the caller's limit.
    record Completes() implements Ending {}

    /// With `content_filter`.
    record IsFiltered(int after) implements Ending {}

    /// With an error event inside the stream; `code` is sent as a number if it is one.
    record Errs(int after, String code) implements Ending {}

    /// Normally, but for one event in the middle whose data is no JSON.
    record Garbles(int after) implements Ending {}

    /// Without a finish reason, in the given `manner`.
    record BreaksOff(int after, Manner manner) implements Ending {}

    /// At a byte of the body, whatever stands there: by a proper end of the response if `cleanly`,
    /// else by closing.
    record CutsAt(int bytes, boolean cleanly) implements Ending {}

    /// Ways of breaking off.
    enum Manner {
        /// The response ends properly.
        TRUNCATION,
        /// TCP reset.
        RESET,
        /// Nothing more comes, and the connection stays open.
        STALL,
        /// Only comments come, for ever.
        COMMENTS
    }
}
