package com.compareintel.http.contract;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request and what was answered, as far as the contract speaks of it.
///
/// @param path without the query
/// @param headers of the response, by their names in lower case
/// @param body of the response, as far as it was read
/// @param whole whether the body was read to its end
public record Exchange(
        String method,
        String path,
        int status,
        Map<String, List<String>> headers,
        String body,
        boolean whole) {
    public Exchange {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> {
            // HTTP/2 has the status among them.
            if (!name.startsWith(":")) {
                lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
            }
        });
        headers = lower;
    }

    public static Exchange of(
            String method,
            String path,
            int status,
            Map<String, List<String>> headers,
            byte[] body) {
        return new Exchange(
                method, path, status, headers, new String(body, StandardCharsets.UTF_8), true);
    }

    /// What a client was answered. A body that is compressed is not looked into.
    public static Exchange of(HttpResponse<?> response, String body) {
        boolean plain = response.headers().firstValue("content-encoding").isEmpty();
        return new Exchange(
                response.request().method(),
                response.uri().getRawPath(),
                response.statusCode(),
                response.headers().map(),
                body,
                plain);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /// The media type of the response without its parameters.
    Optional<String> type() {
        return header("content-type").map(type -> type.split(";", 2)[0].strip());
    }
}
