package com.compareintel.openrouter.local;

import org.jspecify.annotations.Nullable;

/// How a call is received, before the first byte of an answer.
sealed interface Opening {
    /// With an answer.
    record Answers() implements Opening {}

    /// With a status and an error body; `errorType` null means the one usual for the status.
    record Refuses(int status, @Nullable String errorType) implements Opening {}

    /// With a redirect, which a client must not follow.
    record Redirects() implements Opening {}

    /// Accepted and then never answered; not even a response head.
    record KeepsSilent() implements Opening {}

    /// By closing the connection without a byte, with a TCP reset if `abruptly`.
    record HangsUp(boolean abruptly) implements Opening {}

    /// Like `failing` for the first `times` attempts at the same question, then normally; then
    /// counting begins anew.
    record FailsFirst(int times, Script failing) implements Opening {}
}
