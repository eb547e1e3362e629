package com.compareintel.http.server;

import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Gives every request an id, its sender's own where that is a sane one, by which an answer and
/// what was logged about it find each other.
@Singleton
public final class RequestIds {
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "compareintel.request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Supplier<UUID> ids;

    /// @param ids new UUIDv7s
    RequestIds(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /// The id of this request, always the same one.
    public String of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class)
                .orElseGet(() -> {
                    String given = request.getHeaders().get(HEADER);
                    String id =
                            given != null && SANE.matcher(given).matches()
                                    ? given
                                    : ids.get().toString();
                    request.setAttribute(ATTRIBUTE, id);
                    return id;
                });
    }
}
