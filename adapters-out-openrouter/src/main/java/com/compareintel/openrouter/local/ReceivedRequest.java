package com.compareintel.openrouter.local;

import java.time.Instant;
import java.util.Map;

/// A request as it arrived, and what became of it.
///
/// @param path with query
/// @param headers names in lower case
/// @param body as text; `""` if there was none
/// @param model the model a chat request named first, or `""`
/// @param generationId the id of an accepted call, or `""` if the request was refused or was no
///   call
/// @param status the status it was answered with; 0 if it was answered with nothing at all
public record ReceivedRequest(
        Instant at,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        String model,
        String generationId,
        int status) {

    /// Copies the headers.
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }
}
