package com.compareintel.app.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;

/// What somebody was answered.
///
/// @param type of its body
/// @param names of its headers
record Answer(int status, String type, Set<String> names, String headers, String body) {
    /// Headers that come and go with the server's mood, and tell nothing.
    private static final Set<String> MOODS = Set.of("date", "connection", "content-length");

    static Answer of(HttpResponse<byte[]> response) throws IOException {
        Set<String> names = new TreeSet<>(response.headers().map().keySet());
        names.removeAll(MOODS);
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer(
                response.statusCode(),
                type,
                names,
                response.headers().map().toString(),
                type.startsWith("application/zip")
                        ? unzipped(response.body())
                        : new String(response.body(), StandardCharsets.UTF_8));
    }

    /// All files of an archive, names and texts, one after the other.
    private static String unzipped(byte[] archive) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                text.append(entry.getName()).append('\n');
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
            }
        }
        return text.toString();
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
