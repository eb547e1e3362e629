package com.compareintel.core.comparison;

/// One message of what a model is sent.
///
/// @param kept whether the provider is asked to keep in its cache everything up to the end of this
///   message; changes nothing that the model sees
public record Message(Role role, String text, boolean kept) {
    /// Who is speaking.
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /// A message that nobody is asked to keep.
    public Message(Role role, String text) {
        this(role, text, false);
    }

    /// The same message, kept; one without visible text stays as it is, for providers refuse to
    /// keep nothing.
    Message keep() {
        return text.isBlank() ? this : new Message(role, text, true);
    }
}
