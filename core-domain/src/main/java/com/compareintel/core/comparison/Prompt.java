package com.compareintel.core.comparison;

import java.util.Optional;

/// What is asked.
///
/// @param text 1 to [#MAX_LENGTH] characters, not blank; empty once it was forgotten
/// @param system the caller's own instruction, up to [#MAX_SYSTEM_LENGTH] characters; the product
///   adds none
public record Prompt(String text, Optional<String> system) {
    /// In UTF-16 characters, as everything that counts characters here.
    public static final int MAX_LENGTH = 100_000;

    public static final int MAX_SYSTEM_LENGTH = 20_000;

    /// What is left of a prompt whose time to be kept is over.
    public static final Prompt FORGOTTEN = new Prompt("", Optional.empty());

    public Prompt {
        if ((text.isBlank() && !text.isEmpty()) || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("prompt of " + text.length() + " characters");
        }
        if (system.isPresent() && system.get().length() > MAX_SYSTEM_LENGTH) {
            throw new IllegalArgumentException("system of " + system.get().length());
        }
    }
}
