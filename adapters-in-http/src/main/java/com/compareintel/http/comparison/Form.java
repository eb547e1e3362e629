package com.compareintel.http.comparison;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.Locale;

/// How a client wants to be answered.
enum Form {
    /// By the event stream.
    STREAM,
    /// By the comparison as it stands, at once.
    ASYNC,
    /// By the comparison, once it has ended.
    WAIT;

    static Form of(HttpRequest<?> request) {
        for (MediaType type : request.accept()) {
            if (type.matches(MediaType.TEXT_EVENT_STREAM_TYPE) && !type.getName().contains("*")) {
                return STREAM;
            }
            if (type.matches(MediaType.APPLICATION_JSON_TYPE)) {
                break;
            }
        }
        return request.getHeaders().getAll("Prefer").stream().anyMatch(Form::wantsNoWait)
                ? ASYNC
                : WAIT;
    }

    private static boolean wantsNoWait(String prefer) {
        for (String preference : prefer.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (preference.split(";", 2)[0].strip().equals("respond-async")) {
                return true;
            }
        }
        return false;
    }
}
