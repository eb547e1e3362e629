package com.compareintel.app.security;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/// What somebody was answered.
///
/// @param type of its body
/// @param names of its headers
record Answer(int status, String type, Set<String> names, String headers, String body) {
    /// Headers that come and go with the server's mood, and tell nothing.
    private static final Set<String> MOODS = Set.of("date", "connection", "content-length");

    static Answer of(HttpResponse<String> response) {
        Set<String> names = new TreeSet<>(response.headers().map().keySet());
        names.removeAll(MOODS);
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                names,
                response.headers().map().toString(),
                response.body());
    }

    boolean isDone() {
        return status < 300;
    }

    boolean says(String text) {
        return body.contains(text) || headers.contains(text);
    }

    /// What may not differ between two that are to be told apart by nobody: of a refusal everything
    /// but its own id.
    String face() {
        String told =
                status < 400
                        ? ""
                        : body.replaceAll("\"request_id\":\"[^\"]*\"", "\"request_id\":\"…\"");
        return status + " " + type + " " + names + " " + told;
    }
}
