package com.compareintel.http.json;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids as clients send them. What cannot be an id belongs to nobody, so it is treated like one that
/// is missing.
public final class Ids {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
