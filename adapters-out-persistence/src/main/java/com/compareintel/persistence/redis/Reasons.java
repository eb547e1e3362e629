package com.compareintel.persistence.redis;

import java.util.Optional;

/// Says in a few words why something failed.
final class Reasons {
    private static final int LONGEST = 200;

    /// Causes may go round in circles.
    private static final int DEEPEST = 20;

    private Reasons() {}

    /// What the innermost cause says, in one line of visible characters.
    static String of(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return Optional.ofNullable(cause.getMessage())
                .map(Reasons::visible)
                .filter(text -> !text.isBlank())
                .map(text -> name + ": " + text)
                .orElse(name);
    }

    private static String visible(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
