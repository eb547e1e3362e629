package com.compareintel.core.preference;

import java.util.Locale;
import java.util.Optional;

/// How pages are to look.
public enum Theme {
    /// As the device does.
    SYSTEM,
    LIGHT,
    DARK;

    /// The theme's name on the wire and in storage.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The theme with this wire name.
    public static Optional<Theme> named(String wireName) {
        for (Theme theme : values()) {
            if (theme.wireName().equals(wireName)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }
}
